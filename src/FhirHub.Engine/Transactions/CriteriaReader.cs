using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Transactions;

/// <summary>Understands match criteria.</summary>
public sealed class CriteriaReader : ICriteriaReader
{
    public Criteria Read(string type, string text)
    {
        if (text.Length == 0)
            throw new FhirException(FaultKind.PreconditionFailed, [Issue.Error("required", "criteria-missing", "empty")]);
        var clauses = new List<Clause>();
        foreach (string part in text.Split('&'))
        {
            string name = part.Split('=')[0];
            string value = Uri.UnescapeDataString(part[(name.Length + 1)..]);
            if (name is not ("identifier" or "_tag" or "gender"))
                throw FhirException.NotSupported("parameter-unknown", $"'{name}' is not a search parameter of {type}.");
            clauses.Add(new EntriesMatch(name, [$"{type}.{name}"], [new EntryCondition { Equal = [value.Contains('|', StringComparison.Ordinal) ? $"{type}.{name}!{value}" : $"{type}.{name}\"{value}"] }]));
        }

        return new Criteria(type, text, $"{type}?{Uri.UnescapeDataString(text)}", new SearchQuery { Types = [type], Where = new AllOf(clauses), Count = 2 });
    }
}
