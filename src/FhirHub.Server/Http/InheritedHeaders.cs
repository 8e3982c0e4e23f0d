namespace FhirHub.Server.Http;

/// <summary>
/// Headers that say on whose behalf a request is made, and how it is to be answered: they hold for each entry of its Bundle, and for what is
/// carried out later.
/// </summary>
internal static class InheritedHeaders
{
    /// <summary>Names the pack that governs.</summary>
    public const string Pack = "X-FhirHub-Pack";

    /// <summary>Names the institution that calls, where no sign-in does.</summary>
    public const string Organization = "X-FhirHub-Organization";

    public static readonly string[] Names = [Organization, Pack, "Accept-Language"];

    public static void Pass(IHeaderDictionary from, IHeaderDictionary to)
    {
        foreach (string name in Names.Where(from.ContainsKey))
            to[name] = from[name];
    }
}
