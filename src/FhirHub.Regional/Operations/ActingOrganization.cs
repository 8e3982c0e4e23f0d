using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>The institution that calls an operation, or that a rule is about.</summary>
public sealed record ActingOrganization(ResourceKey Key)
{
    /// <summary>Until sign-in names it: a reference, <c>Organization/1</c>.</summary>
    public const string Header = "X-FhirHub-Organization";

    private const string Ownerships = NationalBase.Systems + "institution-ownership";
    private const string DivisionUrl = NationalBase.Profiles + "division";

    // Departments are parts of departments, at most so deep.
    private const int MaxParents = 5;

    public string? Name { get; init; }

    /// <summary>Whether it still works; what does not say is.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>GB/T 2260, six digits; null where it says none.</summary>
    public string? Division { get; init; }

    /// <summary><c>tertiary</c>, <c>secondary</c>, <c>primary</c>, <c>village-clinic</c>; null where it has none.</summary>
    public string? Level { get; init; }

    /// <summary><c>public</c> or another code; null where it says none.</summary>
    public string? Ownership { get; init; }

    public string Reference => Key.ToString();

    public static ActingOrganization Of(Organization organization) => new(new ResourceKey("Organization", organization.Id!))
    {
        Name = organization.Name,
        IsActive = organization.Active != false,
        Division = DivisionOf(organization) ?? organization.Address.Select(DivisionOf).FirstOrDefault(d => d is not null),
        Level = CodeOf(organization, NationalBase.Levels),
        Ownership = CodeOf(organization, Ownerships),
    };

    /// <summary>The institution that an organisation is, or is a department of: the nearest with a level. Where none has one, it stands for itself.</summary>
    /// <param name="organization">An institution, or a part of one.</param>
    /// <param name="read">Reads what it is part of; null where it is not there.</param>
    internal static async Task<ActingOrganization> InstitutionAsync(Organization organization, Func<ResourceKey, Task<Organization?>> read)
    {
        var nearest = organization;
        for (int i = 0; Of(nearest).Level is null; i++)
        {
            if (i == MaxParents || References.Find(nearest.PartOf) is not { Type: "Organization" } parent || await read(parent) is not { } above)
                return Of(organization);
            nearest = above;
        }

        return Of(nearest);
    }

    internal static FhirException Missing(string code) => FhirException.Invalid(
        "organization-missing", $"${code} is called by an institution: name it in the header {Header}, as Organization/[id].").InChinese($"${code} 由机构调用：请在请求头 {Header} 中以 Organization/[id] 指明机构。");

    private static string? DivisionOf(IExtendable element) => (element.GetExtension(DivisionUrl)?.Value as Coding)?.Code;

    private static string? CodeOf(Organization organization, string system) =>
        organization.Type.SelectMany(t => t.Coding).FirstOrDefault(c => c.System == system)?.Code;
}
