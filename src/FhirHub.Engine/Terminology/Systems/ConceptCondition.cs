using System.Text.RegularExpressions;

namespace FhirHub.Engine.Terminology.Systems;

/// <summary>
/// What is asked of a concept. The same test decides whether a code is in a value set and what an expansion holds; a database narrows down
/// beforehand, and never decides alone.
/// </summary>
internal abstract record ConceptCondition
{
    private ConceptCondition()
    {
    }

    public abstract bool Holds(Concept concept);

    /// <summary>The code is below another in the hierarchy, or that itself where <paramref name="Itself"/>.</summary>
    public sealed record Below(string Code, bool Itself, StringComparer Comparer) : ConceptCondition
    {
        public override bool Holds(Concept concept) =>
            Comparer.Equals(concept.Code, Code) ? Itself : concept.Ancestors.Contains(Code, Comparer);
    }

    /// <summary>Neither the code nor below it.</summary>
    public sealed record NotBelow(string Code, StringComparer Comparer) : ConceptCondition
    {
        public override bool Holds(Concept concept) => !Comparer.Equals(concept.Code, Code) && !concept.Ancestors.Contains(Code, Comparer);
    }

    /// <summary>One of these codes.</summary>
    public sealed record Among(IReadOnlySet<string> Codes) : ConceptCondition
    {
        public override bool Holds(Concept concept) => Codes.Contains(concept.Code);
    }

    /// <summary>Some value of the property is one of these.</summary>
    public sealed record HasValue(string Property, IReadOnlySet<string> Values) : ConceptCondition
    {
        public override bool Holds(Concept concept) => PropertyValues.Of(concept, Property).Any(Values.Contains);
    }

    /// <summary>No value of the property is one of these.</summary>
    public sealed record LacksValue(string Property, IReadOnlySet<string> Values) : ConceptCondition
    {
        public override bool Holds(Concept concept) => !PropertyValues.Of(concept, Property).Any(Values.Contains);
    }

    public sealed record Exists(string Property, bool Wanted) : ConceptCondition
    {
        public override bool Holds(Concept concept) => PropertyValues.Of(concept, Property).Any() == Wanted;
    }

    /// <summary>Some value of the property matches as a whole.</summary>
    /// <param name="Property">The property.</param>
    /// <param name="Source">The expression as it was given.</param>
    /// <param name="Pattern">The expression for a whole value.</param>
    public sealed record Matches(string Property, string Source, Regex Pattern) : ConceptCondition
    {
        public override bool Holds(Concept concept) => PropertyValues.Of(concept, Property).Any(Pattern.IsMatch);
    }

    /// <summary>Each word begins one of the concept's terms.</summary>
    public sealed record Text(IReadOnlyList<string> Words) : ConceptCondition
    {
        public override bool Holds(Concept concept) =>
            Words.All(w => concept.Terms.Any(t => t.StartsWith(w, StringComparison.Ordinal)));
    }

    /// <summary>Not all of these hold.</summary>
    public sealed record Outside(ConceptQuery Query) : ConceptCondition
    {
        public override bool Holds(Concept concept) => !Query.Holds(concept);
    }

    public sealed record Active : ConceptCondition
    {
        public override bool Holds(Concept concept) => !concept.IsInactive;
    }
}
