using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Server.Http;

namespace FhirHub.Server.Pages;

/// <summary>Answers everything below <c>/packs</c>.</summary>
internal sealed class PackPages(InstalledPacks packs, PackPage packPage, ProfilePage profilePage)
{
    public const string Path = "/packs";

    public async Task HandleAsync(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return;
        }

        var text = LanguageOf(http.Request);
        string[] parts = (http.Request.Path.Value ?? string.Empty).Split('/', StringSplitOptions.RemoveEmptyEntries);
        string path = $"{Path}{http.Request.Path}";
        try
        {
            var page = parts switch
            {
                [] => (text.Packs, (Html?)PackList.Write(text, packs.Current)),
                [var name] when Find(name) is { } pack => (pack.Title ?? pack.Name, packPage.Write(text, pack)),
                [var name, var profile] when Find(name) is { } pack => (profile, await profilePage.WriteAsync(text, pack, profile, http.RequestAborted)),
                _ => (text.NotFound, null),
            };
            var content = page.Item2 ?? new Html().Element("h1", text.NotFound);
            await AnswerAsync(http, page.Item2 is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK, PageFrame.Around(text, page.Item1, path, content), text);
        }
        catch (FhirException e) when (e.Kind == FaultKind.Transient)
        {
            http.Response.Headers.RetryAfter = "1";
            await AnswerAsync(http, StatusCodes.Status503ServiceUnavailable, PageFrame.Around(text, text.Packs, path, new Html().Element("p", e.Message)), text);
        }
    }

    /// <summary>By its whole name, or the last part of it, <c>cn-base</c>, where only one pack has that.</summary>
    private InstalledPack? Find(string name) => packs.Find(name)
        ?? (packs.Current.Where(p => p.Name.EndsWith("." + name, StringComparison.Ordinal)).ToList() is [var only] ? only : null);

    private static PageText LanguageOf(HttpRequest request) => (string?)request.Query["lang"] switch
    {
        "zh" => PageText.Chinese,
        "en" => PageText.English,
        _ => RequestLanguage.WantsChinese(request) ? PageText.Chinese : PageText.English,
    };

    private static async Task AnswerAsync(HttpContext http, int status, string page, PageText text)
    {
        byte[] body = Encoding.UTF8.GetBytes(page);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLanguage = text.Language;
        http.Response.Headers.Vary = "Accept-Language";
        http.Response.Headers.ContentSecurityPolicy = PageFrame.SecurityPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
