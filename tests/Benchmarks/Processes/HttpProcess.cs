using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FhirHub.Benchmarks.Load;

namespace FhirHub.Benchmarks.Processes;

/// <summary>A child process that serves HTTP on a port of its own; killed at the end.</summary>
internal sealed class HttpProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private HttpProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>From the start of the process to the first answer.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts FhirHub and waits until <c>/metadata</c> answers.</summary>
    public static Task<HttpProcess> StartServerAsync(
        ServerBuild build, BenchmarkDatabase database, CancellationToken cancellationToken, params string[] options)
    {
        int port = FreePort();
        return StartAsync(
            [build.Assembly, "serve", "--mongo", database.ConnectionString, "--database", database.Name, "--port", $"{port}", .. options],
            port, "/fhir/metadata", cancellationToken);
    }

    /// <summary>Starts the bare endpoint of this program.</summary>
    public static Task<HttpProcess> StartBareEndpointAsync(BenchmarkDatabase database, CancellationToken cancellationToken)
    {
        int port = FreePort();
        return StartAsync(
            [Environment.GetCommandLineArgs()[0], Http.BareEndpoint.CommandName, "--mongo", database.ConnectionString, "--database", database.Name, "--port", $"{port}"],
            port, "/", cancellationToken);
    }

    /// <summary>Resident memory now, and the most so far, in MB.</summary>
    public (double Now, double Peak) Memory()
    {
        string[] status = File.ReadAllLines($"/proc/{_process.Id}/status");
        return (Megabytes("VmRSS:"), Megabytes("VmHWM:"));

        double Megabytes(string name)
        {
            string kilobytes = status.First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
            return double.Parse(kilobytes.Split('\t')[^1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Seconds of processor time so far.</summary>
    public double ProcessorSeconds()
    {
        _process.Refresh();
        return _process.TotalProcessorTime.TotalSeconds;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static async Task<HttpProcess> StartAsync(string[] arguments, int port, string path, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        long began = Stopwatch.GetTimestamp();
        var child = new HttpProcess(Process.Start(start)!, port);
        try
        {
            child._process.OutputDataReceived += (_, _) => { };
            child._process.BeginOutputReadLine();
            await child.UntilAnswersAsync(HttpConnection.Get(path), began, cancellationToken);
            child.StartTime = Stopwatch.GetElapsedTime(began);
            return child;
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    private async Task UntilAnswersAsync(byte[] request, long began, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var connection = await HttpConnection.OpenAsync(Port, cancellationToken);
                if (await connection.ExchangeAsync(request, cancellationToken) == 200)
                    return;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                if (_process.HasExited || Stopwatch.GetElapsedTime(began) > StartLimit)
                    throw new InvalidOperationException("The child process did not start to serve.", e);
            }

            await Task.Delay(2, cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
