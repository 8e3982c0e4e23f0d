using FhirHub.Engine.Errors;
using FhirHub.Engine.Installation;
using FhirHub.Engine.Packs;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Operations;

/// <summary>
/// <c>$install-pack</c>, an operation of this server's own: installs the FHIR package in the body, a .tgz, as those named at start. What it
/// defines and its rules count from then on, here at once and on other nodes within two seconds.
/// </summary>
internal sealed class InstallPack(PackInstaller installer, InstalledPacks packs, IOptions<Configuration.ServerOptions> options) : IDisposable
{
    public const string Definition = "https://fhirhub.example/fhir/OperationDefinition/install-pack";

    public const string Documentation =
        "POST a FHIR package (.tgz) as application/gzip: its definitions are stored and count at once, with the rules of its policy.json. What it depends on must be installed; a pack that others need in its version, or that is older than the one installed, is refused. A profile that nobody could use refuses the whole pack, too. What was deleted of an installed pack comes back. All faults are told at once; then nothing is installed.";

    private static readonly string[] MediaTypes = ["application/gzip", "application/x-gzip", "application/tar+gzip", "application/octet-stream"];

    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        string given = RequestBody.MediaType(request).MediaType.Value!;
        if (!MediaTypes.Contains(given.ToLowerInvariant()))
            throw FhirException.UnsupportedMediaType("media-type-unsupported", $"A package cannot be '{given}'. Send a .tgz as application/gzip.");
        using var body = await RequestBody.ReadBytesAsync(request, cancellationToken);
        // Unpacked, one has up to half a gigabyte.
        await _gate.WaitAsync(cancellationToken);
        try
        {
            using var archive = new MemoryStream(body.Memory.ToArray(), writable: false);
            var pack = await Task.Run(() => PackReader.Read("in the body", archive), cancellationToken);
            await packs.RefreshAsync(cancellationToken);
            var installed = packs.Current.Select(p => new PackManifest { Name = p.Name, Version = p.Version });
            var resolved = new PackResolver(installed, options.Value.PacksWithout).Resolve([pack]);
            var terms = new InstallationTerms { Without = options.Value.PacksWithout, LeavesNewer = false };
            var done = (await installer.InstallAsync(request.Caller, resolved, terms, cancellationToken))[0];
            string text = done.IsNew
                ? $"{done.Manifest} is installed: {done.Written} resources written, {done.Removed} removed."
                : $"{done.Manifest} is installed already, with the same content.";
            return new FhirResponse(StatusCodes.Status200OK) { Content = WriteAnswer.Outcome("installed", text, [.. done.Notes.Select(Note)]) };
        }
        catch (PackException e)
        {
            throw Refused(e);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private static Issue Note(string text) => Issue.Error("informational", "pack-note", text) with { Severity = IssueSeverity.Warning };

    /// <summary>With an issue for each fault.</summary>
    public static FhirException Refused(PackException e) =>
        new(FaultKind.Unprocessable, [.. e.Faults.Select(f => Issue.Error("processing", "pack-refused", f))], e);
}
