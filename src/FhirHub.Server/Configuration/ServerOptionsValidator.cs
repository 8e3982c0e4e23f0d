using FhirHub.Engine.Conformance;
using FhirHub.Engine.Packs;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Configuration;

/// <summary>Checks the options at start, all at once.</summary>
internal sealed class ServerOptionsValidator(IConfiguration configuration) : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        var faults = new List<string>();
        if (!options.Open)
            faults.Add("FhirHub:Open is false, but this version has no sign-in.");
        if (options.PublicUrl is { Length: > 0 } url && (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https")))
            faults.Add($"FhirHub:PublicUrl '{url}' is not an absolute http or https URL.");
        if (options.Port is < 0 or > 65535)
            faults.Add($"FhirHub:Port {options.Port} is not a TCP port.");
        if (options.MaxBodyBytes is < 1024 or > 256 * 1024 * 1024)
            faults.Add("FhirHub:MaxBodyBytes must be from 1 KB to 256 MB.");
        if (options.MaxDepth is < 8 or > 512)
            faults.Add("FhirHub:MaxDepth must be from 8 to 512.");
        if (options.MaxBundleEntries < 1)
            faults.Add("FhirHub:MaxBundleEntries must be at least 1.");
        if (options.MaxConditionalDeletes is < 1 or > 1000)
            faults.Add("FhirHub:MaxConditionalDeletes must be from 1 to 1000.");
        if (options.MaxJobs is < 0 or > 64 || options.JobLeaseSeconds is < 1 or > 3600 || options.JobRetentionHours < 1)
            faults.Add("FhirHub:MaxJobs must be from 0 to 64, JobLeaseSeconds from 1 to 3600, JobRetentionHours at least 1.");
        if (options.MaxPageSize < 1 || options.DefaultPageSize < 1 || options.DefaultPageSize > options.MaxPageSize)
            faults.Add("FhirHub:DefaultPageSize must be from 1 to FhirHub:MaxPageSize.");
        if (ServerOptions.ParseZone(options.TimeZone) is null)
            faults.Add($"FhirHub:TimeZone '{options.TimeZone}' is not an offset of the form +08:00.");
        if (options.PageLifetimeMinutes is < 1 or > 24 * 60)
            faults.Add("FhirHub:PageLifetimeMinutes must be from 1 to 1440.");
        if (options.SearchSeconds is < 1 or > 600)
            faults.Add("FhirHub:SearchSeconds must be from 1 to 600.");
        if (options.MaxIncluded < 1)
            faults.Add("FhirHub:MaxIncluded must be at least 1.");
        foreach (string type in options.Validation.Profiles.Keys.Where(t => FhirSchema.R4.FindResource(t) is null))
            faults.Add($"FhirHub:Validation:Profiles names '{type}', which is no resource type of R4.");
        if (options.Validation is { Profiles.Count: > 0, Level: { } level and not ValidationLevel.Required })
            faults.Add($"FhirHub:Validation:Profiles has no effect with FhirHub:Validation:Level {level}: set Required.");
        CheckValidation(options.Validation, faults);
        CheckTerminology(options.Terminology, faults);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private void CheckValidation(ValidationSettings options, List<string> faults)
    {
        const string Section = $"{ServerOptions.Section}:{nameof(ServerOptions.Validation)}";
        Word(nameof(options.Level), options.Level);
        Word(nameof(options.Reaction), options.Reaction);
        Word(nameof(options.References), options.References);
        Word(nameof(options.BestPractice), options.BestPractice);
        string[] known = [nameof(options.Level), nameof(options.Reaction), nameof(options.Profiles), nameof(options.RequireClaim), nameof(options.References), nameof(options.BestPractice)];
        foreach (var other in configuration.GetSection(Section).GetChildren().Where(c => !known.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
            faults.Add($"{Section}:{other.Key} is no option; there are {string.Join(", ", known)}.");

        void Word<T>(string name, T? value)
            where T : struct, Enum
        {
            // A number is taken for a word by whoever reads the configuration, whatever it is.
            if (value is { } given && !Enum.IsDefined(given))
                faults.Add($"{Section}:{name} '{given}' is none of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }

    private static void CheckTerminology(TerminologyOptions options, List<string> faults)
    {
        if (options.Fallback is { Length: > 0 } url && (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https")))
            faults.Add($"FhirHub:Terminology:Fallback '{url}' is not an absolute http or https URL.");
        if (options.FallbackTimeoutSeconds is < 1 or > 60)
            faults.Add("FhirHub:Terminology:FallbackTimeoutSeconds must be from 1 to 60.");
        if (options.MaxExpansion is < 1 or > 100_000)
            faults.Add("FhirHub:Terminology:MaxExpansion must be from 1 to 100000.");
    }
}
