using System.Globalization;

namespace FhirHub.Server.Http;

/// <summary>The language in which a client wants to be told what is wrong: Chinese or English, by <c>Accept-Language</c>.</summary>
internal static class RequestLanguage
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh");

    /// <summary>For the UI culture of a request.</summary>
    public static CultureInfo Of(HttpRequest request) => WantsChinese(request) ? Chinese : CultureInfo.InvariantCulture;

    public static bool WantsChinese(HttpRequest request)
    {
        if (request.Headers.AcceptLanguage.Count == 0)
            return false;
        double chinese = 0, other = 0;
        foreach (var language in request.GetTypedHeaders().AcceptLanguage)
        {
            double quality = language.Quality ?? 1;
            string tag = language.Value.Value ?? string.Empty;
            if (tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                chinese = Math.Max(chinese, quality);
            else if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                other = Math.Max(other, quality);
        }

        return chinese > 0 && chinese >= other;
    }
}
