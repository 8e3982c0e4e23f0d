namespace FhirHub.Engine.Validation.Profiles;

/// <summary>Whether the elements of a differential come in the order of its base: the SDK's generator leaves out, without a word, what comes too late.</summary>
internal sealed class DifferentialOrder
{
    // By the id of the element around them.
    private readonly Dictionary<string, (int Place, string Name)> _last = new(StringComparer.Ordinal);

    /// <param name="id">Of the element in the differential.</param>
    /// <param name="parent">Id of an element around it.</param>
    /// <param name="rule">What comes next on the way to it.</param>
    /// <param name="rules">Among what.</param>
    /// <exception cref="FormatException">It comes too late.</exception>
    public void Check(string id, string parent, ElementRule rule, IEnumerable<ElementRule> rules)
    {
        var place = rules.TakeWhile(r => r != rule).Count();
        if (_last.TryGetValue(parent, out var last) && place < last.Place)
            throw new FormatException($"{id} stands behind {parent}.{last.Name}, its base has them the other way round");
        _last[parent] = (place, rule.Name);
    }
}
