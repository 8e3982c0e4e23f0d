using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;
using FhirHub.Engine.Validation.Rules;

namespace FhirHub.Engine.Validation;

/// <summary>
/// Validates resources against profiles, https://hl7.org/fhir/R4/validation.html. One serves a whole process: profiles are compiled once and
/// kept until their source changes. Safe for all threads.
/// </summary>
public sealed class Validator
{
    private readonly IDefinitionSource _definitions;
    private readonly ITerminology _terminology;
    private readonly IReferences _references;
    private readonly ProfileCache _profiles;

    public Validator(IDefinitionSource definitions, ITerminology terminology, IReferences references)
        : this(definitions, terminology, references, new ProfileCache(definitions))
    {
    }

    private Validator(IDefinitionSource definitions, ITerminology terminology, IReferences references, ProfileCache profiles)
    {
        _definitions = definitions;
        _terminology = terminology;
        _references = references;
        _profiles = profiles;
    }

    /// <summary>The same with another view of what references lead to; the compiled profiles are shared.</summary>
    public Validator With(IReferences references) => new(_definitions, _terminology, references, _profiles);

    /// <summary>Why resources of a type cannot be validated against a profile, as an issue; null where they can.</summary>
    /// <param name="canonical">With or without version.</param>
    /// <param name="type">Resource type.</param>
    public Issue? Unusable(string canonical, string type, MessageLanguage language)
    {
        var entry = _profiles.Current.Find(canonical);
        return entry switch
        {
            { Profile: { } profile } when FhirSchema.R4.FindResource(type)?.Is(profile.Type.Name) == true => null,
            { Profile: { } profile } => Say(MessageTable.ProfileWrongType, canonical, profile.Type.Name, type),
            { Fault: { } fault } => Say(MessageTable.ProfileBroken, canonical, fault),
            _ => Say(MessageTable.ProfileUnknown, canonical),
        };

        Issue Say(Message message, params ReadOnlySpan<object?> arguments) => Issue.Error(message.Type, message.Code, message.Text(language, arguments));
    }

    /// <summary>A StructureDefinition in JSON with its snapshot, made where it has none; null where it is not known, or none can be made.</summary>
    public ReadOnlyMemory<byte>? FindWithSnapshot(string canonical)
    {
        var (url, version) = Canonical.Parse(canonical);
        if (_definitions.Find("StructureDefinition", url, version) is not { } json)
            return null;
        try
        {
            return DefinitionBounds.HasSnapshot(json, _definitions) ? json : new SnapshotMaker(_definitions).Expand(json);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a profile is another one, whatever its version, or built on it.</summary>
    public bool Derives(string profile, string from) => ReferenceRules.Derives(_profiles.Current, profile, from);

    /// <summary>
    /// Compiles a profile ahead of its first use, for the start of a process or the check of a pack, and says in English sentences what is
    /// wrong with it: empty when all of it can be checked.
    /// </summary>
    /// <param name="canonical">With or without version.</param>
    public IReadOnlyList<string> Prepare(string canonical)
    {
        var profiles = _profiles.Current;
        var entry = profiles.Find(canonical);
        if (entry.Profile is { } profile)
            return [.. new ProfileReview(profiles, _definitions).Faults(profile)];
        return [entry.Fault is { } fault ? $"The profile {canonical} cannot be used: {fault}." : $"The profile {canonical} is not known here."];
    }

    /// <summary>Every issue of a resource, in the order of its body. Never throws for what a resource or a profile holds.</summary>
    /// <param name="utf8Json">A resource in JSON; a byte order mark is skipped.</param>
    public async ValueTask<ValidationReport> ValidateAsync(ReadOnlyMemory<byte> utf8Json, ValidationOptions options, CancellationToken cancellationToken)
    {
        var structure = options.IsStructureChecked ? [] : ReadStructure(utf8Json, options.Language);
        utf8Json = Utf8Bom.Skip(utf8Json);
        if (structure.Any(i => i.Severity == IssueSeverity.Fatal) || ReadTree(utf8Json) is not { } document)
            return new ValidationReport(structure.Count > 0 ? structure : [Unreadable(options)]);

        var facts = new Facts(_terminology, _references, cancellationToken);
        var profiles = _profiles.Current;
        var findings = Pass(document, profiles, facts, options, cancellationToken);
        // Answers lead to further questions only where a reference leads to what refers on.
        for (var pass = 1; facts.IsOpen && pass < options.Limits.MaxPasses; pass++)
        {
            await facts.AnswerAsync();
            findings = Pass(document, profiles, facts, options, cancellationToken);
        }
        // What nobody has answered counted as right in the last pass: that must not look like a judgement.
        if (facts.IsOpen)
            findings.Add(document, MessageTable.NotFullyChecked, options.Limits.MaxPasses, facts.Open());
        return new ValidationReport(ReportWriter.Write(utf8Json, structure, findings, options.Language));
    }

    private static List<Issue> ReadStructure(ReadOnlyMemory<byte> utf8Json, MessageLanguage language) =>
        [.. FhirJsonReader.Read(utf8Json, new ReadLimits { MaxDepth = 256 }).Issues.Select(i => StructureTexts.In(language, i))];

    private static Findings Pass(InstanceNode document, ProfileSet profiles, Facts facts, ValidationOptions options, CancellationToken cancellationToken)
    {
        var run = new ValidationRun(document, profiles, facts, options, cancellationToken);
        EveryElement.Check(run, document);
        ResourceWalk.Check(run, document, options.Profiles);
        return run.Findings;
    }

    private static InstanceNode? ReadTree(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            return InstanceReader.ReadResource(utf8Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Issue Unreadable(ValidationOptions options) => new()
    {
        Severity = MessageTable.NotJson.Severity,
        Type = MessageTable.NotJson.Type,
        Code = MessageTable.NotJson.Code,
        Diagnostics = MessageTable.NotJson.Text(options.Language, "resourceType"),
    };
}
