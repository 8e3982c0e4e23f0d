using System.Text;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>What a client wrote, made fit for a message.</summary>
internal static class Quoted
{
    private const int MaxLength = 80;

    /// <summary>Cut to a readable length, without control characters and halves of surrogate pairs.</summary>
    public static string Cut(string text)
    {
        var part = new StringBuilder(MaxLength);
        foreach (var rune in text.EnumerateRunes())
        {
            if (part.Length >= MaxLength)
                return part.Append('…').ToString();
            part.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return part.ToString();
    }
}
