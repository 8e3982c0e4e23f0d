using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Parameters;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>Compiles the parameters of a type.</summary>
internal sealed class TypePlanBuilder(TypeSchema type, SearchTypes types)
{
    // The key of a document and a field of its own; both are searched without entries.
    private static readonly string[] WithoutEntries = ["_id", "_lastUpdated"];

    private readonly PathTree _tree = new(type);
    private readonly List<ValueTarget> _targets = [];
    private readonly List<(ValueFilter Answer, ValueTarget Target)> _questions = [];
    private readonly List<(FhirPathSelection Selection, ValueTarget Target)> _others = [];
    private readonly Dictionary<string, (CompositeGroup Group, int Slot)> _groups = new(StringComparer.Ordinal);

    /// <summary>The types that simple paths added so far lead to, composites aside.</summary>
    public HashSet<TypeSchema> Selected { get; } = [];

    public static TypePlan Build(TypeSchema type, SearchParameterCatalog catalog, SearchTypes types)
    {
        var builder = new TypePlanBuilder(type, types);
        foreach (var parameter in catalog.For(type.Name))
            builder.Add(parameter);
        return builder.Build();
    }

    /// <summary>Adds a parameter; one that no element stands for adds nothing.</summary>
    /// <exception cref="PathRefusedException">Its expression names what does not exist, or is too complex for a composite.</exception>
    /// <exception cref="FormatException">Its expression is no FHIRPath.</exception>
    public void Add(SearchParameter parameter)
    {
        if (parameter.Expression is not { } expression || WithoutEntries.Contains(parameter.Code))
            return;
        if (parameter.Type == SearchParameterType.Composite)
        {
            AddComposite(parameter, expression);
            return;
        }
        if (types.For(parameter.Type) is not { } rules)
            return;
        Select(expression, new ParameterTarget(parameter, rules, CompartmentsOf(parameter)));
        if (SearchParameterCatalog.PrimaryDate(type.Name) == parameter.Code)
            Select(expression, new PrimaryDateTarget(types.Date));
    }

    public TypePlan Build()
    {
        var contained = -1;
        if (type.FindElement("contained") is not null)
        {
            contained = _targets.Count;
            _tree.Add(new SimplePath(false, [new ChildStep("contained")]), contained);
        }
        return new TypePlan(type, _tree, [.. _targets], [.. _questions], [.. _others], contained);
    }

    /// <summary>Adds a target for what an expression selects.</summary>
    public void Select(string expression, ValueTarget target)
    {
        if (PathParser.Paths(type, expression) is { } paths && AreSimple(paths))
        {
            foreach (var path in paths)
                Selected.UnionWith(_tree.Add(path, _targets.Count).Select(n => n.Type));
            _targets.Add(target);
        }
        else if (PathParser.Condition(type, expression) is { } condition)
        {
            _questions.Add((ValueFilter.Of(condition, type), target));
        }
        else
        {
            _others.Add((FhirPathSelection.Compile(expression), target));
        }
    }

    // Tried on a tree of its own: one that fails halfway would leave its beginning behind.
    private bool AreSimple(IReadOnlyList<SimplePath> paths)
    {
        try
        {
            var trial = new PathTree(type);
            foreach (var path in paths)
                trial.Add(path, 0);
            return true;
        }
        catch (PathRefusedException e) when (!e.IsWrong)
        {
            return false;
        }
    }

    private void AddComposite(SearchParameter parameter, string expression)
    {
        if (parameter.Components.Any(c => types.For(c.Type) is null))
            return;
        foreach (var part in ExpressionParts.Split(expression))
        {
            var paths = PathParser.Paths(type, part) ?? throw PathRefusedException.NotSimple();
            if (!_groups.TryGetValue(part, out var entry))
            {
                entry = (new CompositeGroup(type, types), _targets.Count);
                _targets.Add(entry.Group);
                _groups.Add(part, entry);
            }
            entry.Group.Add(parameter, paths.SelectMany(p => _tree.Add(p, entry.Slot)).Select(n => n.Type).Distinct());
        }
    }

    private List<string> CompartmentsOf(SearchParameter parameter) =>
        [.. Compartments.Types.Where(c => Compartments.Parameters(c, type.Name).Contains(parameter.Code))];
}
