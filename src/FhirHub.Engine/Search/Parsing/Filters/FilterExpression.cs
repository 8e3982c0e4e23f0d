namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>What <c>_filter</c> says, https://hl7.org/fhir/R4/search_filter.html.</summary>
internal abstract record FilterExpression
{
    /// <summary>Levels of operators within each other, a test being one.</summary>
    public abstract int Depth { get; }
}

/// <summary><c>a and b and c</c></summary>
internal sealed record FilterAnd(IReadOnlyList<FilterExpression> Operands) : FilterExpression
{
    public override int Depth { get; } = 1 + Operands.Max(o => o.Depth);

    /// <summary>On one level, whichever of them is such a list already: brackets mean nothing there.</summary>
    public static FilterAnd Of(FilterExpression left, FilterExpression right) => new([.. Flat(left), .. Flat(right)]);

    private static IReadOnlyList<FilterExpression> Flat(FilterExpression operand) => operand is FilterAnd and ? and.Operands : [operand];
}

/// <summary><c>a or b or c</c></summary>
internal sealed record FilterOr(IReadOnlyList<FilterExpression> Operands) : FilterExpression
{
    public override int Depth { get; } = 1 + Operands.Max(o => o.Depth);

    /// <inheritdoc cref="FilterAnd.Of"/>
    public static FilterOr Of(FilterExpression left, FilterExpression right) => new([.. Flat(left), .. Flat(right)]);

    private static IReadOnlyList<FilterExpression> Flat(FilterExpression operand) => operand is FilterOr or ? or.Operands : [operand];
}

/// <summary><c>not (a)</c></summary>
internal sealed record FilterNot(FilterExpression Operand) : FilterExpression
{
    public override int Depth { get; } = 1 + Operand.Depth;
}

/// <summary><c>subject[active eq true].name co "pet"</c></summary>
/// <param name="Text">As written.</param>
/// <param name="Path">Parameters; all but the last lead to other resources.</param>
/// <param name="Operator">Two letters, in lower case.</param>
/// <param name="Value">Without quotes and escapes.</param>
internal sealed record FilterTest(string Text, IReadOnlyList<FilterStep> Path, string Operator, string Value) : FilterExpression
{
    public override int Depth { get; } = 1 + Path.Max(s => s.Where?.Depth ?? 0);
}

/// <summary>One parameter of a path.</summary>
/// <param name="Code">Its name.</param>
/// <param name="Where">What stands behind it in brackets, about the resource it leads to; null for nothing.</param>
internal sealed record FilterStep(string Code, FilterExpression? Where);
