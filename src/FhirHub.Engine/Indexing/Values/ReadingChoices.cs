namespace FhirHub.Engine.Indexing.Values;

/// <summary>Chooses one reading for each character in every way, those with the likelier readings first.</summary>
internal static class ReadingChoices
{
    /// <summary>At most so many choices, each an index of a reading for every syllable.</summary>
    public static IReadOnlyList<byte[]> Of(List<string[]> syllables, int most)
    {
        // A choice is followed by those that take the next reading of one character, from the last one it changed on: each comes once.
        var choices = new List<byte[]>(1) { new byte[syllables.Count] };
        var changed = new List<int>(1) { 0 };
        for (var next = 0; next < choices.Count && choices.Count < most; next++)
            for (var i = changed[next]; i < syllables.Count && choices.Count < most; i++)
            {
                if (choices[next][i] + 1 == syllables[i].Length)
                    continue;
                var choice = (byte[])choices[next].Clone();
                choice[i]++;
                choices.Add(choice);
                changed.Add(i);
            }
        return choices;
    }
}
