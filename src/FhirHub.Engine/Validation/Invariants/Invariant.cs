using System.Collections.Frozen;
using FhirHub.Engine.Validation.Instances;
using Hl7.FhirPath;
using ParsedExpression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Validation.Invariants;

/// <summary>A constraint of a profile, https://hl7.org/fhir/R4/conformance-rules.html#constraints. Compiled on first use; safe for all threads.</summary>
internal sealed class Invariant
{
    private readonly Lazy<Compiled> _compiled;

    public Invariant(string key, string expression)
    {
        Key = key;
        Expression = expression;
        _compiled = new(Compile);
    }

    /// <summary>The code of the issue when it is broken: authors name it, <c>pat-1</c>.</summary>
    public string Key { get; }

    public string Expression { get; }

    public bool IsError { get; init; }

    public bool IsBestPractice { get; init; }

    /// <summary>What it asks for, in English or without telling the language.</summary>
    public string Human { get; init; } = "";

    /// <summary>The same in Chinese; null when the profile does not say it.</summary>
    public string? HumanChinese { get; init; }

    /// <summary>The rule in English, where its own text is in another language and it says so.</summary>
    public string? HumanEnglish { get; init; }

    /// <summary>A rule for identifiers that is checked besides the expression: <c>gb-11643</c>; null for none.</summary>
    public string? IdentifierRule { get; init; }

    /// <summary>An evaluation without the FHIRPath engine; null when the expression needs it.</summary>
    public Func<InstanceNode, bool?>? Native => _compiled.Value.Native;

    public CompiledExpression? Engine => _compiled.Value.Engine;

    /// <summary>Why the expression cannot be evaluated at all; null when it can.</summary>
    public string? Fault => _compiled.Value.Fault;

    /// <summary>The parts whose results the engine compares item by item with each other.</summary>
    public IReadOnlySet<ParsedExpression> Compared => _compiled.Value.Compared;

    private Compiled Compile()
    {
        if (NativeInvariants.Find(Key, Expression) is { } known)
            return new Compiled { Native = known };
        try
        {
            var parsed = InvariantLanguage.Parse(Expression);
            return SimpleExpression.Compile(parsed) is { } simple
                ? new Compiled { Native = simple }
                : new Compiled { Engine = InvariantLanguage.Compile(parsed), Compared = InvariantLanguage.Compared(parsed) };
        }
        catch (FormatException e)
        {
            return new Compiled { Fault = e.Message };
        }
    }

    private sealed record Compiled
    {
        public Func<InstanceNode, bool?>? Native { get; init; }

        public CompiledExpression? Engine { get; init; }

        public IReadOnlySet<ParsedExpression> Compared { get; init; } = FrozenSet<ParsedExpression>.Empty;

        public string? Fault { get; init; }
    }
}
