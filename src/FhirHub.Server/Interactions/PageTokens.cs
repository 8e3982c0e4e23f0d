using FhirHub.Engine.Errors;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Storage;
using FhirHub.Regional.Operations;
using FhirHub.Server.Configuration;
using FhirHub.Server.Http;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Interactions;

/// <summary>Makes and opens what the links of a search's pages carry, with the key that the nodes of a database share.</summary>
internal sealed class PageTokens(SecretStore secrets, IOptions<ServerOptions> options, TimeProvider time) : IPageLinks
{
    public const string Parameter = "_page";
    private PageLink? _links;

    /// <summary>The query part of a page's URL, without a question mark.</summary>
    /// <exception cref="FhirException">Too large: the search does not fit into a URL.</exception>
    public async Task<string> SealAsync(string path, string search, PagePosition position, CancellationToken cancellationToken) =>
        $"{Parameter}={(await LinksAsync(cancellationToken)).Seal(path, search, position)}";

    /// <summary>What a page link asks for; null where the parameters are no page link. The format it was made with can be changed by <c>_format</c> and <c>_pretty</c>.</summary>
    /// <exception cref="FhirException">Invalid: the link was not made here, or for another path, or has parameters added. Gone: its time is over.</exception>
    public async Task<OpenedPage?> OpenAsync(
        string path, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        string[] tokens = [.. parameters.Where(p => p.Key == Parameter).Select(p => p.Value)];
        if (tokens.Length == 0)
            return null;
        KeyValuePair<string, string>[] layout = [.. FhirRequest.LayoutOf(parameters)];
        if (tokens is not [var token] || parameters.Count > layout.Length + 1)
            throw FhirException.Invalid("page-link", "A page link is complete: use it as it is, without further parameters but _format and _pretty.");
        var (search, position) = (await LinksAsync(cancellationToken)).Open(path, token);
        var first = SearchText.Read(search).Where(p => layout.All(l => l.Key != p.Key));
        return new OpenedPage(SearchText.Write(parameters), [.. first, .. layout], position);
    }

    private async Task<PageLink> LinksAsync(CancellationToken cancellationToken) => _links ??= new PageLink(
        await secrets.KeyAsync("page-links", cancellationToken), TimeSpan.FromMinutes(options.Value.PageLifetimeMinutes), time);
}
