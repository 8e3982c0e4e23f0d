using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>A FHIRPath that has been understood, https://hl7.org/fhirpath/N1/.</summary>
internal sealed class PatchPath
{
    // The engine's parser recurses; these bounds keep it far from the end of the stack.
    private const int MaxLength = 4096;
    private const int MaxNesting = 64;

    private static readonly FhirPathCompiler Compiler = new(new SymbolTable(FhirPathCompiler.DefaultSymbolTable).AddFhirExtensions());

    private readonly Expression _expression;
    private readonly Lazy<CompiledExpression> _compiled;

    private PatchPath(string text, Expression expression)
    {
        Text = text;
        _expression = expression;
        Steps = PathStep.Read(expression);
        IsQuadratic = PathLanguage.IsQuadratic(expression);
        _compiled = new Lazy<CompiledExpression>(() => Compiler.Compile(expression, true));
    }

    public string Text { get; }

    /// <summary>The path as names and indexes, when it consists of nothing else.</summary>
    public IReadOnlyList<PathStep>? Steps { get; }

    /// <summary>Whether following it can take time that grows with the square of the resource.</summary>
    public bool IsQuadratic { get; }

    /// <summary>
    /// The path without its last step and that step, for example <c>Patient</c> and <c>name</c>; null when the last step is no plain name.
    /// </summary>
    public (PatchPath Parent, string Name)? Split() => _expression is ChildExpression { Focus: not AxisExpression } child
        ? (new PatchPath(Text, child.Focus), child.ChildName)
        : null;

    /// <exception cref="FormatException">The text is no FHIRPath.</exception>
    /// <exception cref="PatchPathException">It is one that a patch may not use; the message names what is not offered.</exception>
    public static PatchPath Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new FormatException($"A path has at most {MaxLength} characters.");
        if (Nesting(text) > MaxNesting)
            throw new FormatException($"A path nests at most {MaxNesting} brackets.");
        try
        {
            var path = new PatchPath(text, Compiler.Parse(text));
            if (PathLanguage.FindRefused(path._expression) is { } refused)
                throw new PatchPathException("patch-path-not-offered", $"The {refused} is not offered in the path of a patch, which may use {PathLanguage.Offered}.");
            if (path.Steps is null)
                _ = path._compiled.Value;
            return path;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>The nodes this path selects, read one by one.</summary>
    public IEnumerable<PocoNode> Evaluate(PocoNode root, PathBudget budget) =>
        _compiled.Value([root], new EvaluationContext { Resource = root, RootResource = root, DebugTracer = budget });

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
