using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>What a request says of the versions of code systems, https://hl7.org/fhir/R4/valueset-operation-expand.html: each a <c>system|version</c>.</summary>
internal sealed record SystemVersions
{
    public static SystemVersions None { get; } = new();

    /// <summary>For systems whose version the value set leaves open.</summary>
    public IReadOnlyList<string> Default { get; init; } = [];

    /// <summary>Versions that a value set must agree with.</summary>
    public IReadOnlyList<string> Check { get; init; } = [];

    /// <summary>Versions that go before what a value set says.</summary>
    public IReadOnlyList<string> Force { get; init; } = [];

    /// <summary>Systems left out, with or without version.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    public string Key => string.Join(' ', [.. Default.Select(d => "d" + d), .. Check.Select(c => "c" + c), .. Force.Select(f => "f" + f), .. Exclude.Select(e => "e" + e)]);

    /// <summary>The version to use; null for the newest.</summary>
    /// <exception cref="FhirException">Unprocessable: the value set names another than the one to check.</exception>
    public string? Of(string system, string? named)
    {
        if (VersionIn(Force, system) is { } forced)
            return forced;
        if (VersionIn(Check, system) is { } wanted)
        {
            return named is null || named == wanted
                ? wanted
                : throw FhirException.Unprocessable("business-rule", "system-version-differs", $"The value set names version {named} of {system}, the request checks for {wanted}.");
        }

        return named ?? VersionIn(Default, system);
    }

    public bool Excludes(string system, string? version) => Exclude.Select(Canonical.Parse).Any(e => e.Url == system && (e.Version is null || e.Version == version));

    private static string? VersionIn(IReadOnlyList<string> canonicals, string system) =>
        canonicals.Select(Canonical.Parse).Where(c => c.Url == system).Select(c => c.Version).FirstOrDefault();
}
