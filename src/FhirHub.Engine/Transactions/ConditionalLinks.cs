using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Transactions;

/// <summary>Understands the conditional references of a transaction, each condition once, and refuses links that lead nowhere.</summary>
internal sealed class ConditionalLinks(ICriteriaReader reader)
{
    private readonly Dictionary<string, Criteria> _known = new(StringComparer.Ordinal);

    /// <exception cref="FhirException">Invalid or not supported, with an issue for each link at fault.</exception>
    public IReadOnlyList<EntryLink> Understand(IReadOnlyList<EntryLink> links)
    {
        if (links.All(l => l is EntryLink.ToEntry))
            return links;
        var issues = new List<Issue>();
        var understood = new List<EntryLink>(links.Count);
        foreach (var link in links)
        {
            switch (link)
            {
                case EntryLink.ToSearch search:
                    Understand(search, understood, issues);
                    break;
                case EntryLink.ToNothing nothing:
                    issues.Add(Issue.Error(
                        "not-found", "reference-unresolved", $"No entry that this transaction writes has the fullUrl '{nothing.Text}'.", nothing.Path));
                    break;
                default:
                    understood.Add(link);
                    break;
            }
        }

        return issues.Count == 0 ? understood : throw FhirException.Invalid(issues);
    }

    private void Understand(EntryLink.ToSearch search, List<EntryLink> understood, List<Issue> issues)
    {
        try
        {
            string text = $"{search.Type}?{search.Text}";
            if (!_known.TryGetValue(text, out var criteria))
                _known[text] = criteria = reader.Read(search.Type, search.Text);
            understood.Add(new EntryLink.ToMatch(search.Start, search.Length, search.Path, criteria));
        }
        catch (FhirException e)
        {
            issues.AddRange(e.Issues.Select(i => i with { Expression = search.Path }));
        }
    }
}
