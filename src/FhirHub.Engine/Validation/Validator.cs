using System.Text.Json;
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
public sealed class Validator(IDefinitionSource definitions, ITerminology terminology, IReferences references)
{
    // Answers may lead to further questions, but only through slices that references tell apart.
    private const int MaxPasses = 6;

    private readonly ProfileCache _profiles = new(definitions);

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
            return [.. new ProfileReview(profiles, definitions).Faults(profile)];
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

        var facts = new Facts(terminology, references, cancellationToken);
        var profiles = _profiles.Current;
        var findings = Pass(document, profiles, facts, options, cancellationToken);
        for (var pass = 1; facts.IsOpen && pass < MaxPasses; pass++)
        {
            await facts.AnswerAsync();
            findings = Pass(document, profiles, facts, options, cancellationToken);
        }
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
