using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>A compiled FHIRPath, https://hl7.org/fhirpath/N1/.</summary>
internal sealed class PatchPath
{
    // The engine's parser recurses; these bounds keep it far from the end of the stack.
    private const int MaxLength = 4096;
    private const int MaxNesting = 64;

    private static readonly FhirPathCompiler Compiler = new(new SymbolTable(FhirPathCompiler.DefaultSymbolTable).AddFhirExtensions());

    private readonly CompiledExpression _compiled;
    private readonly Expression _expression;

    private PatchPath(string text, Expression expression) =>
        (Text, _expression, _compiled) = (text, expression, Compiler.Compile(expression));

    public string Text { get; }

    /// <summary>The path without its last step and that step, for example <c>Patient</c> and <c>name</c>; null when the last step is no plain name.</summary>
    public (PatchPath Parent, string Name)? Split() => _expression is ChildExpression { Focus: not AxisExpression } child
        ? (new PatchPath(Text, child.Focus), child.ChildName)
        : null;

    /// <exception cref="FormatException">The text is no FHIRPath.</exception>
    public static PatchPath Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new FormatException($"A path has at most {MaxLength} characters.");
        if (Nesting(text) > MaxNesting)
            throw new FormatException($"A path nests at most {MaxNesting} brackets.");
        try
        {
            return new PatchPath(text, Compiler.Parse(text));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>The nodes this path selects, read one by one.</summary>
    public IEnumerable<PocoNode> Evaluate(PocoNode root) =>
        Walk(_expression, root) ?? _compiled([root], new EvaluationContext());

    // Names and indexes alone need no engine, and the engine loses items of a list whose first item has extensions but no value.
    private static IEnumerable<PocoNode>? Walk(Expression expression, PocoNode root) => expression switch
    {
        AxisExpression { AxisName: "that" or "this" } => [root],
        ChildExpression { Focus: AxisExpression } type when type.ChildName == root.Poco.TypeName => [root],
        ChildExpression child => Walk(child.Focus, root)?.SelectMany(node => node.Child(child.ChildName) ?? Enumerable.Empty<PocoNode>()),
        IndexerExpression { Index: ConstantExpression { Value: int index } } indexer => Walk(indexer.Focus, root)?.Skip(index).Take(1),
        _ => null,
    };

    private static int Nesting(string text)
    {
        int depth = 0, deepest = 0;
        foreach (var c in text)
        {
            if (c is '(' or '[' or '{')
                deepest = Math.Max(deepest, ++depth);
            else if (c is ')' or ']' or '}')
                depth--;
        }

        return deepest;
    }
}
