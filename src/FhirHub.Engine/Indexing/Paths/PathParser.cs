using System.Globalization;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>
/// Reads the simple paths of FHIRPath, https://hl7.org/fhirpath/N1/: names, types, indexes and filters. Each method returns null for an
/// expression that is more than that, or none at all.
/// </summary>
internal sealed class PathParser
{
    private static readonly PathStep[] Nothing = [];

    // They end a path: what stands in front of them is asked, not selected.
    private static readonly string[] Questions = ["exists", "empty", "resolve", "hasExtension", "not"];

    private readonly TypeSchema _context;
    private readonly IReadOnlyList<PathToken> _tokens;
    private int _at;

    private PathParser(TypeSchema context, IReadOnlyList<PathToken> tokens)
    {
        _context = context;
        _tokens = tokens;
    }

    /// <summary>The alternatives of an expression that selects elements.</summary>
    /// <param name="context">The type it is asked of; paths that begin with the name of another resource type select nothing.</param>
    public static IReadOnlyList<SimplePath>? Paths(TypeSchema context, string expression)
    {
        if (PathToken.Split(expression) is not { } tokens)
            return null;
        var parser = new PathParser(context, tokens);
        return parser.Union() is { } paths && parser.AtEnd ? paths : null;
    }

    /// <summary>An expression that yields true or false.</summary>
    public static PathCondition? Condition(TypeSchema context, string expression)
    {
        if (PathToken.Split(expression) is not { } tokens)
            return null;
        var parser = new PathParser(context, tokens);
        return parser.Or() is { } condition && parser.AtEnd ? condition : null;
    }

    private PathToken Current => _tokens[_at];

    private bool AtEnd => Current.Kind == PathTokenKind.End;

    private List<SimplePath>? Union()
    {
        if (Term() is not { } paths)
            return null;
        while (Accept("|"))
        {
            if (Term() is not { } more)
                return null;
            paths.AddRange(more);
        }
        return paths;
    }

    private List<SimplePath>? Term()
    {
        var paths = First();
        while (paths is not null && Next() is { } step)
            paths = step.Count == 0 ? null : [.. paths.Select(p => p with { Steps = [.. p.Steps, .. step] })];
        return paths;
    }

    private List<SimplePath>? First()
    {
        if (Accept("("))
            return Union() is { } inner && Accept(")") ? inner : null;
        if (Accept("%resource"))
            return [new SimplePath(true, [])];
        if (Accept("$this") || (Current.Kind == PathTokenKind.Name && IsQuestion(0)))
            return [new SimplePath(false, [])];
        if (Current.Kind != PathTokenKind.Name)
            return null;
        if (IsCall(0))
            return Invocation() is { Count: > 0 } call ? [new SimplePath(false, call)] : null;
        var name = Take().Text;
        if (_context.Is(name))
            return [new SimplePath(false, [])];
        if (FhirSchema.R4.FindType(name) is { IsResource: true })
        {
            // Read to its end, but it selects nothing here.
            while (Next() is { Count: > 0 })
            {
            }
            return [];
        }
        return [new SimplePath(false, [new ChildStep(name)])];
    }

    // Null when the path ends here, empty when what follows is not simple.
    private IReadOnlyList<PathStep>? Next()
    {
        if (Current is { Kind: PathTokenKind.Symbol, Text: "." } && _tokens[_at + 1].Kind == PathTokenKind.Name && IsQuestion(1))
            return null;
        if (Accept("."))
            return Current.Kind == PathTokenKind.Name ? Invocation() : Nothing;
        if (Accept("["))
            return Current.Kind == PathTokenKind.Number && int.TryParse(Take().Text, CultureInfo.InvariantCulture, out var index) && Accept("]")
                ? [new ItemStep(index)]
                : Nothing;
        if (Current is { Kind: PathTokenKind.Name, Text: "as" })
        {
            _at++;
            return TypeName() is { } type ? [new TypeStep(type)] : Nothing;
        }
        return null;
    }

    private IReadOnlyList<PathStep> Invocation()
    {
        if (!IsCall(0))
            return [new ChildStep(Take().Text)];
        var function = Take().Text;
        _at++;
        IReadOnlyList<PathStep> steps = function switch
        {
            "as" or "ofType" when TypeName() is { } type => [new TypeStep(type)],
            "where" when Or() is { } condition => [new WhereStep(condition)],
            "extension" when Current.Kind == PathTokenKind.Text => Extension(Take().Text),
            _ => Nothing,
        };
        return Accept(")") ? steps : Nothing;
    }

    private static PathStep[] Extension(string url) =>
        [new ChildStep("extension"), new WhereStep(new EqualsCondition([new SimplePath(false, [new ChildStep("url")])], url))];

    private PathCondition? Or()
    {
        var left = And();
        while (left is not null && AcceptWord("or"))
            left = And() is { } right ? new OrCondition(left, right) : null;
        return left;
    }

    private PathCondition? And()
    {
        var left = Question();
        while (left is not null && AcceptWord("and"))
            left = Question() is { } right ? new AndCondition(left, right) : null;
        return left;
    }

    private PathCondition? Question()
    {
        var start = _at;
        if (Union() is { } paths && Ask(paths) is { } asked)
            return asked;
        _at = start;
        return Accept("(") && Or() is { } inner && Accept(")") ? inner : null;
    }

    private PathCondition? Ask(IReadOnlyList<SimplePath> paths)
    {
        if (Accept("="))
            return Literal() is { } literal ? new EqualsCondition(paths, literal) : null;
        if (Accept("!="))
            return Literal() is { } other ? new NotCondition(new EqualsCondition(paths, other)) : null;
        Accept(".");
        if (!(Current.Kind == PathTokenKind.Name && IsCall(0)))
            return null;
        var function = Take().Text;
        _at++;
        PathCondition? asked = function switch
        {
            "exists" when Accept(")") => new ExistsCondition(paths),
            "empty" when Accept(")") => new NotCondition(new ExistsCondition(paths)),
            "resolve" when Accept(")") && AcceptWord("is") && TypeName() is { } type => new ResolvesCondition(paths, type),
            "hasExtension" when Current.Kind == PathTokenKind.Text => HasExtension(paths, Take().Text),
            _ => null,
        };
        if (asked is not null && Current is { Kind: PathTokenKind.Symbol, Text: "." } && _tokens[_at + 1].Text == "not" && IsCall(1))
        {
            _at += 3;
            return Accept(")") ? new NotCondition(asked) : null;
        }
        return asked;
    }

    private ExistsCondition? HasExtension(IReadOnlyList<SimplePath> paths, string url) =>
        Accept(")") ? new ExistsCondition([.. paths.Select(p => p with { Steps = [.. p.Steps, .. Extension(url)] })]) : null;

    private object? Literal()
    {
        var token = Current;
        object? literal = token switch
        {
            { Kind: PathTokenKind.Text } => token.Text,
            { Kind: PathTokenKind.Number } => decimal.Parse(token.Text, CultureInfo.InvariantCulture),
            { Kind: PathTokenKind.Name, Text: "true" } => true,
            { Kind: PathTokenKind.Name, Text: "false" } => false,
            _ => null,
        };
        if (literal is not null)
            _at++;
        return literal;
    }

    // System types (System.String) are not those of elements.
    private string? TypeName()
    {
        if (Current.Kind != PathTokenKind.Name)
            return null;
        var name = Take().Text;
        if (name == "FHIR" && Accept("."))
            name = Current.Kind == PathTokenKind.Name ? Take().Text : "";
        return TypeNames.Find(name) is null ? null : name;
    }

    private bool IsCall(int offset) =>
        _at + offset + 1 < _tokens.Count && _tokens[_at + offset + 1] is { Kind: PathTokenKind.Symbol, Text: "(" };

    private bool IsQuestion(int offset) => IsCall(offset) && Questions.Contains(_tokens[_at + offset].Text);

    private PathToken Take() => _tokens[_at++];

    private bool Accept(string symbol) => Accept(PathTokenKind.Symbol, symbol);

    private bool AcceptWord(string word) => Accept(PathTokenKind.Name, word);

    private bool Accept(PathTokenKind kind, string text)
    {
        if (Current.Kind != kind || Current.Text != text)
            return false;
        _at++;
        return true;
    }
}
