namespace FhirHub.Engine.Indexing.Paths;

/// <summary>A step of a <see cref="SimplePath"/>.</summary>
internal abstract record PathStep;

/// <summary>To the children of a name, <c>.name</c>.</summary>
internal sealed record ChildStep(string Name) : PathStep;

/// <summary>Keeps values of a type, <c>.ofType(Period)</c>, <c>.as(Period)</c>, <c>as Period</c>.</summary>
internal sealed record TypeStep(string Type) : PathStep;

/// <summary>Keeps values for which something holds, <c>.where(system='phone')</c>, <c>.extension('url')</c>.</summary>
internal sealed record WhereStep(PathCondition Condition) : PathStep;

/// <summary>Keeps one value of a list, <c>[0]</c>.</summary>
internal sealed record ItemStep(int Index) : PathStep;

/// <summary>A FHIRPath of names, types, filters and indexes: what can be followed while the JSON is read.</summary>
/// <param name="FromResource">Whether it begins at the resource (<c>%resource</c>) wherever it is asked.</param>
/// <param name="Steps">None for the value itself.</param>
internal sealed record SimplePath(bool FromResource, IReadOnlyList<PathStep> Steps);
