namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>What <c>_filter</c> says, https://hl7.org/fhir/R4/search_filter.html.</summary>
internal abstract record FilterExpression;

/// <summary><c>a and b and c</c></summary>
internal sealed record FilterAnd(IReadOnlyList<FilterExpression> Operands) : FilterExpression;

/// <summary><c>a or b or c</c></summary>
internal sealed record FilterOr(IReadOnlyList<FilterExpression> Operands) : FilterExpression;

/// <summary><c>not (a)</c></summary>
internal sealed record FilterNot(FilterExpression Operand) : FilterExpression;

/// <summary><c>subject[active eq true].name co "pet"</c></summary>
/// <param name="Text">As written.</param>
/// <param name="Path">Parameters; all but the last lead to other resources.</param>
/// <param name="Operator">Two letters, in lower case.</param>
/// <param name="Value">Without quotes and escapes.</param>
internal sealed record FilterTest(string Text, IReadOnlyList<FilterStep> Path, string Operator, string Value) : FilterExpression;

/// <summary>One parameter of a path.</summary>
/// <param name="Code">Its name.</param>
/// <param name="Where">What stands behind it in brackets, about the resource it leads to; null for nothing.</param>
internal sealed record FilterStep(string Code, FilterExpression? Where);
