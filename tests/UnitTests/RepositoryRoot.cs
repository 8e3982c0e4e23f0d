namespace FhirHub.UnitTests;

/// <summary>The folder of the repository that the tests run in.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "FhirHub.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests run outside the repository: no folder above them holds FhirHub.sln.");
    }
}
