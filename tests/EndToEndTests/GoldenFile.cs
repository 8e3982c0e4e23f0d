using System.Runtime.CompilerServices;

namespace FhirHub.EndToEndTests;

/// <summary>
/// A text that was looked at once and committed. With <c>FHIRHUB_WRITE_GOLDEN=1</c> the tests write the file anew, for the next look.
/// </summary>
internal static class GoldenFile
{
    public static void Matches(string name, string text)
    {
        string path = Path.Combine(Folder(), name);
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("FHIRHUB_WRITE_GOLDEN") == "1")
            File.WriteAllText(path, text);
        Assert.That(text, Is.EqualTo(File.ReadAllText(path)), $"differs from {name}");
    }

    /// <summary>The lines of a file that no test writes.</summary>
    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Folder(), name));

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
