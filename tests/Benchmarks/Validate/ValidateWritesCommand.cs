using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Benchmarks.Processes;

namespace FhirHub.Benchmarks.Validate;

/// <summary>
/// The command <c>validate-writes</c>: what validation adds to a whole write over HTTP. The same updates of a Patient that claims
/// <c>cn-patient</c> go to two servers with the national base, of which one does not validate, in turns.
/// </summary>
internal static class ValidateWritesCommand
{
    private const int Rounds = 7;
    private const int Writes = 300;

    public static Command Create()
    {
        var command = new Command("validate-writes", "Time of a write with and without validation, and processor time of the server.") { ServerBuild.NoBuild };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var build = await ServerBuild.ReleaseAsync(parsed, cancellationToken);
        string packs = Path.Combine(ServerBuild.Repository, "artifacts", "packs");
        byte[] patient = Patient(Path.Combine(packs, "cn-base", "package", "example"));
        await using var plainDatabase = await BenchmarkDatabase.OpenAsync(cancellationToken);
        await using var packDatabase = await BenchmarkDatabase.OpenAsync(cancellationToken);
        // Both have the pack, whose search parameters cost something too.
        string[] pack = ["--pack", Path.Combine(packs, "cn-base.tgz")];
        using var plain = await HttpProcess.StartServerAsync(build, plainDatabase, cancellationToken, [.. pack, "--validation", "Off"]);
        using var judged = await HttpProcess.StartServerAsync(build, packDatabase, cancellationToken, pack);
        using var first = new Subject("no validation", plain);
        using var second = new Subject("cn-patient, claimed", judged);
        Subject[] subjects = [first, second];
        foreach (var subject in subjects)
            await subject.ReadyAsync(cancellationToken);
        await RefusedAsync(subjects[1], cancellationToken);
        foreach (var subject in subjects)
            await subject.WriteAsync(patient, Writes, cancellationToken);
        for (int round = 0; round < Rounds; round++)
        {
            foreach (var subject in subjects)
                await subject.MeasureAsync(patient, Writes, cancellationToken);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{patient.Length} bytes, {Rounds} rounds of {Writes} updates each, one connection; medians.{Environment.NewLine}"));
        Console.WriteLine($"| Server | ms a write | server CPU ms a write |{Environment.NewLine}|---|--:|--:|");
        foreach (var subject in subjects)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {subject.Name} | {subject.Time:0.00} | {subject.Processor:0.00} |"));
        double added = subjects[1].Time - subjects[0].Time;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}Validation is {added / subjects[1].Time:P0} of the write's time, {(subjects[1].Processor - subjects[0].Processor) / subjects[1].Processor:P0} of the server's processor time."));
        return 0;
    }

    private static byte[] Patient(string examples)
    {
        var patient = Directory.EnumerateFiles(examples, "Patient-*.json").Order(StringComparer.Ordinal).Select(f => JsonNode.Parse(File.ReadAllText(f))!.AsObject()).First();
        patient["id"] = "measured";
        return Encoding.UTF8.GetBytes(patient.ToJsonString());
    }

    /// <summary>What is measured does happen.</summary>
    private static async Task RefusedAsync(Subject subject, CancellationToken cancellationToken)
    {
        byte[] bad = """{"resourceType":"Patient","id":"bad","meta":{"profile":["https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-patient"]}}"""u8.ToArray();
        using var answer = await subject.PutAsync("bad", bad, cancellationToken);
        if ((int)answer.StatusCode != 422)
            throw new InvalidOperationException($"The server with the pack answered {(int)answer.StatusCode} to a Patient that breaks cn-patient.");
    }

    private sealed class Subject(string name, HttpProcess server) : IDisposable
    {
        private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}/") };
        private readonly List<double> _times = [];
        private readonly List<double> _processor = [];

        public string Name => name;

        public double Time => Median.Of(_times);

        public double Processor => Median.Of(_processor);

        public void Dispose() => _http.Dispose();

        public async Task ReadyAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                using var answer = await _http.GetAsync("healthz/ready", cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return;
                await Task.Delay(50, cancellationToken);
            }
        }

        public async Task<HttpResponseMessage> PutAsync(string id, byte[] body, CancellationToken cancellationToken)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/fhir+json");
            return await _http.PutAsync($"fhir/Patient/{id}", content, cancellationToken);
        }

        public async Task WriteAsync(byte[] body, int count, CancellationToken cancellationToken)
        {
            for (int i = 0; i < count; i++)
            {
                using var answer = await PutAsync("measured", body, cancellationToken);
                answer.EnsureSuccessStatusCode();
            }
        }

        public async Task MeasureAsync(byte[] body, int count, CancellationToken cancellationToken)
        {
            double processor = server.ProcessorSeconds();
            long begun = Stopwatch.GetTimestamp();
            await WriteAsync(body, count, cancellationToken);
            _times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds / count);
            _processor.Add((server.ProcessorSeconds() - processor) * 1000 / count);
        }
    }
}
