using FhirHub.Engine.Errors;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Storage;
using FhirHub.Server.Configuration;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Interactions;

/// <summary>Makes and opens the links of a search's pages, with the key that the nodes of a database share.</summary>
internal sealed class PageLinks(SecretStore secrets, IOptions<ServerOptions> options, TimeProvider time)
{
    public const string Parameter = "_page";
    private PageLink? _links;

    public async Task<string> SealAsync(string path, string search, PagePosition position, CancellationToken cancellationToken) =>
        (await LinksAsync(cancellationToken)).Seal(path, search, position);

    /// <summary>What a page link asks for; null where the parameters are no page link.</summary>
    /// <exception cref="FhirException">Invalid: the link was not made here, or for another path, or has parameters added. Gone: its time is over.</exception>
    public async Task<OpenedPage?> OpenAsync(
        string path, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        if (parameters.All(p => p.Key != Parameter))
            return null;
        if (parameters is not [{ Value: var token }])
            throw FhirException.Invalid("page-link", "A page link is complete: use it as it is, without further parameters.");
        var (search, position) = (await LinksAsync(cancellationToken)).Open(path, token);
        return new OpenedPage(token, SearchText.Read(search), position);
    }

    private async Task<PageLink> LinksAsync(CancellationToken cancellationToken) => _links ??= new PageLink(
        await secrets.KeyAsync("page-links", cancellationToken), TimeSpan.FromMinutes(options.Value.PageLifetimeMinutes), time);
}
