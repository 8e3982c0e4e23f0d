namespace FhirHub.Engine.Indexing.Paths;

/// <summary>A condition in a path, as written.</summary>
internal abstract record PathCondition;

internal sealed record AndCondition(PathCondition Left, PathCondition Right) : PathCondition;

internal sealed record OrCondition(PathCondition Left, PathCondition Right) : PathCondition;

internal sealed record NotCondition(PathCondition Operand) : PathCondition;

/// <summary><c>name.exists()</c></summary>
internal sealed record ExistsCondition(IReadOnlyList<SimplePath> Paths) : PathCondition;

/// <summary><c>system = 'phone'</c></summary>
/// <param name="Literal">A string, a decimal or a boolean.</param>
internal sealed record EqualsCondition(IReadOnlyList<SimplePath> Paths, object Literal) : PathCondition;

/// <summary><c>resolve() is Patient</c></summary>
internal sealed record ResolvesCondition(IReadOnlyList<SimplePath> Paths, string Type) : PathCondition;
