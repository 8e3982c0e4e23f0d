using System.Text;
using System.Text.Json.Nodes;

namespace FhirHub.Engine.Transactions;

/// <summary>A text in a patch that holds links.</summary>
/// <param name="Text">As it was sent.</param>
/// <param name="Links">With their places in the text, in UTF-16 code units, in order.</param>
/// <param name="Put">Puts another text in its place.</param>
internal sealed record PatchText(string Text, IReadOnlyList<EntryLink> Links, Action<JsonValue> Put)
{
    /// <summary>Replaces each link; may be done again.</summary>
    public void Replace(Func<EntryLink, string> targetOf)
    {
        var text = new StringBuilder();
        int from = 0;
        foreach (var link in Links)
        {
            text.Append(Text, from, link.Start - from).Append(targetOf(link));
            from = link.Start + link.Length;
        }

        Put(JsonValue.Create(text.Append(Text, from, Text.Length - from).ToString()));
    }
}
