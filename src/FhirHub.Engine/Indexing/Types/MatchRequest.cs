namespace FhirHub.Engine.Indexing.Types;

/// <summary>One value of a search, to be turned into a condition.</summary>
internal sealed record MatchRequest
{
    public required SearchParameter Parameter { get; init; }

    /// <summary>What the entries begin with: the parameter's prefix, or a longer one inside a composite.</summary>
    public required string Prefix { get; init; }

    /// <summary>Without colon: <c>exact</c>, <c>text</c>, a resource type; null for none. <c>missing</c>, <c>not</c> and <c>not-in</c> never come here.</summary>
    public string? Modifier { get; init; }

    /// <summary>One alternative, as between two commas, its escapes still in place; a prefix such as <c>ge</c> is part of it.</summary>
    public required string Value { get; init; }

    public required MatchSettings Settings { get; init; }
}
