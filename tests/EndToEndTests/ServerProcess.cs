using System.Diagnostics;
using System.Net.Sockets;

namespace FhirHub.EndToEndTests;

/// <summary>The real executable as a child process, on a port of its own that stays the same over restarts.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "FhirHub.Server");

    private readonly string _mongo;
    private readonly string _database;
    private readonly (string Name, string Value)[] _settings;
    private readonly int _port = FreePort();
    private Process? _process;

    private ServerProcess(string mongo, string database, (string Name, string Value)[] settings)
    {
        _settings = settings;
        _mongo = mongo;
        _database = database;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}/fhir/") };
    }

    public HttpClient Http { get; }

    /// <param name="settings">Options of the server by their short name, and of .NET by their whole (<c>DOTNET_…</c>).</param>
    public static async Task<ServerProcess> StartAsync(string mongo, string database, params (string Name, string Value)[] settings)
    {
        var server = new ServerProcess(mongo, database, settings);
        await server.RestartAsync();
        return server;
    }

    /// <summary>SIGKILL: it gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it may finish what it has begun.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task RestartAsync()
    {
        var start = new ProcessStartInfo(
            Executable, ["serve", "--port", $"{_port}", "--mongo", _mongo, "--database", _database])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _settings)
            start.Environment[name.StartsWith("DOTNET_", StringComparison.Ordinal) ? name : $"FhirHub__{name}"] = value;
        _process?.Dispose();
        _process = Process.Start(start)!;
        // What nobody reads would stop it when the pipe is full.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Readiness.UntilAsync(Http);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process!.Dispose();
        Http.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
