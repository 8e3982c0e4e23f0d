using System.Net;

namespace FhirHub.Cli.Seeding;

/// <summary>Looks whether a server can take a province: whether it is one of FHIR R4, and has the pack that governs. What it lacks it gets.</summary>
internal sealed class PackCheck(SeedServer server, SeedSettings settings, TextWriter output)
{
    /// <summary>All that is loaded claims its profiles.</summary>
    private const string National = "cn-base";

    /// <exception cref="SeedException">It cannot; the message says why.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var statement = await server.GetAsync("metadata?_summary=true", cancellationToken);
        string? version = AnswerPath.Find(statement.Body, "fhirVersion");
        if (!statement.IsSuccess || version is null)
            throw new SeedException($"{server.Root} is no service root of FHIR: its metadata answers {statement.Said}.");
        if (!version.StartsWith("4.0", StringComparison.Ordinal))
            throw new SeedException($"{server.Root} speaks FHIR {version}; a province is FHIR R4, 4.0.");
        foreach (string pack in new[] { National, settings.Plan.Script.Pack }.Distinct())
        {
            if (!await HasAsync(pack, cancellationToken))
                await InstallAsync(pack, cancellationToken);
        }
    }

    /// <summary>Any operation under the policy of a pack tells whether it is there.</summary>
    private async Task<bool> HasAsync(string pack, CancellationToken cancellationToken)
    {
        var answer = await server.GetAsync("Appointment/$find?count=1", cancellationToken, ("X-FhirHub-Pack", pack));
        if (answer.IsSuccess)
            return true;
        return answer.HasIssue("pack-unknown") || answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            ? false
            : throw new SeedException($"The server does not say whether it has the pack {pack}: {answer.Said}");
    }

    private async Task InstallAsync(string pack, CancellationToken cancellationToken)
    {
        string file = Path.Combine(settings.Packs ?? FolderOfPacks(), pack + ".tgz");
        if (!File.Exists(file))
            throw new SeedException($"The server has no pack {pack}, and there is no {file} to install: build the packs, or name their folder with --packs.");
        await output.WriteLineAsync($"The server has no pack {pack}: installing {file}");
        byte[] archive = await File.ReadAllBytesAsync(file, cancellationToken);
        var answer = await server.PostAsync("$install-pack", archive, "application/gzip", [], isRepeatable: true, cancellationToken);
        if (!answer.IsSuccess)
            throw new SeedException($"The server refused the pack {pack}: {answer.Said}");
    }

    /// <summary>Where the build of the repository puts them.</summary>
    private static string FolderOfPacks()
    {
        foreach (string begin in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(begin); folder is not null; folder = folder.Parent)
            {
                string packs = Path.Combine(folder.FullName, "artifacts", "packs");
                if (Directory.Exists(packs))
                    return packs;
            }
        }

        return Path.Combine("artifacts", "packs");
    }
}
