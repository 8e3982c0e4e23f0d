using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using FhirHub.Engine.Patching.FhirPaths;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using SystemTypes = Hl7.Fhir.ElementModel.Types;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Validation.Invariants;

/// <summary>
/// FHIRPath as invariants use it: the language of the SDK's engine, with regular expressions that cannot run away and a bound on what
/// multiplies its input.
/// </summary>
internal static class InvariantLanguage
{
    // The engine's parser recurses; these bounds keep it far from the end of the stack.
    private const int MaxLength = 8192;
    private const int MaxNesting = 64;
    private const int MaxMultiplying = 12;
    private const int MaxRegexes = 500;
    private const int LongestRegex = 2000;
    private static readonly TimeSpan RegexTime = TimeSpan.FromMilliseconds(200);

    // Each may double or square what it is given without a step the budget sees.
    private static readonly string[] Multiplying = ["combine", "union", "binary.|", "descendants", "repeat"];

    // The engine hands its functions nothing but their arguments.
    [ThreadStatic]
    private static InvariantQuestions? _questions;

    // One moment for a whole evaluation: https://hl7.org/fhirpath/N1/#current-date-and-time-functions
    [ThreadStatic]
    private static DateTimeOffset? _moment;

    private static readonly string[] Telling = ["now", "today", "timeOfDay"];

    private static readonly string[] Comparing =
        ["isDistinct", "distinct", "intersect", "exclude", "subsetOf", "supersetOf", "union", "binary.|", "binary.~", "binary.!~"];

    private static readonly ConcurrentDictionary<string, Regex> Regexes = new(StringComparer.Ordinal);
    private static readonly FhirPathCompiler Compiler = new(Symbols());

    /// <summary>Says whom functions ask while an invariant is evaluated on this thread; null for nobody.</summary>
    /// <returns>Whom they asked before: conformsTo() leads to invariants within an invariant.</returns>
    public static InvariantQuestions? AskWith(InvariantQuestions? questions)
    {
        var before = _questions;
        _questions = questions;
        return before;
    }

    /// <exception cref="FormatException">The text is no FHIRPath, or one beyond the bounds.</exception>
    public static Expression Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new FormatException($"it has more than {MaxLength} characters");
        if (Nesting(text) > MaxNesting)
            throw new FormatException($"it nests more than {MaxNesting} brackets");
        try
        {
            var expression = Compiler.Parse(text);
            if (ExpressionParts.All(expression).OfType<FunctionCallExpression>().Count(c => Multiplying.Contains(c.FunctionName)) > MaxMultiplying)
                throw new FormatException($"it combines, unites or descends more than {MaxMultiplying} times");
            return expression;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <exception cref="FormatException">It names a function the engine does not have.</exception>
    public static CompiledExpression Compile(Expression expression)
    {
        try
        {
            var compiled = Compiler.Compile(expression, true);
            return ExpressionParts.All(expression).OfType<FunctionCallExpression>().Any(c => Telling.Contains(c.FunctionName)) ? AtOneMoment(compiled) : compiled;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>The parts of an expression whose items are compared with each other, each with each.</summary>
    public static IReadOnlySet<Expression> Compared(Expression expression)
    {
        var found = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        foreach (var call in ExpressionParts.All(expression).OfType<FunctionCallExpression>().Where(c => Comparing.Contains(c.FunctionName)))
        {
            found.UnionWith(call.Arguments);
            if (call.Focus is not null)
                found.Add(call.Focus);
        }
        return found;
    }

    /// <summary>A regular expression that takes time in proportion to its input, or, where it needs to go back, is stopped.</summary>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public static Regex Regex(string pattern)
    {
        if (Regexes.TryGetValue(pattern, out var known))
            return known;
        // An expression may take its pattern from the instance.
        if (pattern.Length > LongestRegex)
            return Make(pattern);
        if (Regexes.Count >= MaxRegexes)
            Regexes.Clear();
        return Regexes[pattern] = Make(pattern);
    }

    private static Regex Make(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, RegexTime);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, RegexTime);
        }
    }

    // Evaluated whole, since the engine's results are made while they are read.
    private static CompiledExpression AtOneMoment(CompiledExpression compiled) => (input, context) =>
    {
        var outer = _moment;
        _moment ??= TimeProvider.System.GetLocalNow();
        try
        {
            return [.. compiled(input, context)];
        }
        finally
        {
            _moment = outer;
        }
    };

    private static DateTimeOffset Moment() => _moment ?? TimeProvider.System.GetLocalNow();

    private static SymbolTable Symbols()
    {
        var symbols = new SymbolTable(new SymbolTable(FhirPathCompiler.DefaultSymbolTable).AddFhirExtensions());
        symbols.Add("matches", (string text, string pattern) => Regex(pattern).IsMatch(text), true);
        symbols.Add("matchesFull", (string text, string pattern) => Regex($"^(?:{pattern})$").IsMatch(text), true);
        symbols.Add("replaceMatches", (string text, string pattern, string with) => Regex(pattern).Replace(text, with), true);
        symbols.Add("now", (object _) => SystemTypes.DateTime.FromDateTimeOffset(Moment()));
        symbols.Add("today", (object _) => SystemTypes.Date.FromDateTimeOffset(Moment()));
        symbols.Add("timeOfDay", (object _) => SystemTypes.Time.FromDateTimeOffset(Moment()));
        symbols.Add("memberOf", (PocoNode node, string valueSet) => MemberOf(node, valueSet), true);
        // https://hl7.org/fhir/R4/fhirpath.html#functions
        symbols.Add("conformsTo", (PocoNode node, string profile) => _questions?.Conformance(node, profile), true);
        return symbols;
    }

    /// <summary>Null where nobody can say.</summary>
    private static bool? MemberOf(PocoNode node, string valueSet)
    {
        CodeQuestion[] questions = node.Poco switch
        {
            CodeableConcept concept =>
                [.. concept.Coding.Where(c => c.Code is not null).Select(c => new CodeQuestion(valueSet, c.System, c.Version, c.Code!, null))],
            Coding { Code: { } code } coding => [new CodeQuestion(valueSet, coding.System, coding.Version, code, null)],
            PrimitiveType { JsonValue: string code } => [new CodeQuestion(valueSet, null, null, code, null)],
            _ => [],
        };
        if (_questions?.Terminology is not { } ask)
            return null;
        var verdicts = Array.ConvertAll(questions, q => q.System is null && node.Poco is not PrimitiveType ? CodeVerdict.NotInValueSet : ask(q).Verdict);
        if (verdicts.Contains(CodeVerdict.Valid))
            return true;
        return verdicts.Any(v => v is CodeVerdict.ValueSetUnknown or CodeVerdict.SystemUnknown) ? null : false;
    }

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
