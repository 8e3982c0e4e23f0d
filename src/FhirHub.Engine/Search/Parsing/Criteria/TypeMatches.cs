using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>
/// The conditions of a parameter on several types. Parameters of one name may differ in kind from type to type; where any type suffices,
/// those on which the value or modifier makes no sense are passed over.
/// </summary>
/// <param name="all">Whether it must make sense on all.</param>
internal sealed class TypeMatches(bool all)
{
    private readonly Dictionary<SearchParameter, IReadOnlyList<EntryCondition>> _found = [];
    private readonly Dictionary<SearchParameterType, FhirException> _refused = [];

    public void Try(SearchParameter parameter, Func<IReadOnlyList<EntryCondition>> match)
    {
        if (!all && _refused.ContainsKey(parameter.Type))
            return;
        try
        {
            _found.Add(parameter, match());
        }
        catch (FhirException e) when (!all)
        {
            _refused[parameter.Type] = e;
        }
    }

    /// <exception cref="FhirException">The first refusal, where every type refused.</exception>
    public IReadOnlyDictionary<SearchParameter, IReadOnlyList<EntryCondition>> Found() =>
        _found.Count > 0 ? _found : throw _refused.Values.First();
}
