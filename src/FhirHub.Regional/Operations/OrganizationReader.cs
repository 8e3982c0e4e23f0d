using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Reads the institution that a caller says it is. A department acts for the institution that it is part of.</summary>
public sealed class OrganizationReader(ResourceStore store)
{
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reference">As in <see cref="ActingOrganization.Header"/>.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">Invalid: there is no such institution here, or it is not active any more.</exception>
    public async Task<ActingOrganization> ReadAsync(Caller caller, string reference, CancellationToken cancellationToken)
    {
        if (References.Find(new ResourceReference(reference)) is not { Type: "Organization" } key)
            throw FhirException.Invalid("organization-invalid", $"{ActingOrganization.Header} is of the form Organization/[id].").InChinese($"{ActingOrganization.Header} 的形式为 Organization/[id]。");
        if (await FindAsync(caller, key, cancellationToken) is not { } organization)
            throw FhirException.Invalid("organization-unknown", $"{ActingOrganization.Header}: {key} does not exist.").InChinese($"{ActingOrganization.Header}：{key} 不存在。");
        return organization.Active != false
            ? await ActingOrganization.InstitutionAsync(organization, above => FindAsync(caller, above, cancellationToken))
            : throw FhirException.Invalid("organization-inactive", $"{ActingOrganization.Header}: {key} is not active.").InChinese($"{ActingOrganization.Header}：{key} 已停用。");
    }

    private async Task<Organization?> FindAsync(Caller caller, ResourceKey key, CancellationToken cancellationToken) =>
        await store.ReadAsync(caller, key, cancellationToken) is { Deleted: false } stored
            ? PocoJson.Read<Organization>(await stored.Json!.LoadAsync(cancellationToken))
            : null;
}
