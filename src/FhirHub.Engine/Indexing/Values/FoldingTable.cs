namespace FhirHub.Engine.Indexing.Values;

/// <summary>What the characters behind ASCII fold to; the build takes it from Unicode.</summary>
internal sealed class FoldingTable
{
    // The basic plane in pages, most of which are empty, since it is looked into for every character that is not ASCII.
    private readonly string?[]?[] _pages = new string?[256][];
    private readonly Dictionary<int, string> _beyond = [];

    public FoldingTable()
    {
        foreach (var (character, folded) in TextTable.Read("folding"))
        {
            if (character.IsBmp)
                (_pages[character.Value >> 8] ??= new string?[256])[character.Value & 255] = folded;
            else
                _beyond.Add(character.Value, folded);
        }
    }

    /// <summary>Null for a character that stays as it is; empty for one that disappears.</summary>
    public string? Find(int character) =>
        character > char.MaxValue ? _beyond.GetValueOrDefault(character) : _pages[character >> 8]?[character & 255];
}
