namespace FhirHub.Cli;

/// <summary>Colours for a terminal; plain text for everything else.</summary>
internal sealed class Paint(bool isColoured)
{
    /// <param name="wish">always, never or auto; auto colours a terminal unless NO_COLOR is set, https://no-color.org.</param>
    public static Paint Of(string wish) => new(wish switch
    {
        "always" => true,
        "never" => false,
        _ => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
    });

    public string Red(string text) => In("31", text);

    public string Yellow(string text) => In("33", text);

    public string Green(string text) => In("32", text);

    public string Blue(string text) => In("36", text);

    public string Bold(string text) => In("1", text);

    public string Grey(string text) => In("90", text);

    private string In(string code, string text) => isColoured ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
