using System.Collections.Concurrent;

namespace FhirHub.EndToEndTests.Proof;

/// <summary>Thousands of requests of every bad kind: never a 500, always an outcome, never a change.</summary>
[TestFixture]
internal sealed class FuzzTests : ServerTests
{
    private const int Seed = 20240229;
    private const int Requests = 6000;

    /// <summary>What the HTTP layer itself says to what is no HTTP, before anything of ours has run.</summary>
    private static readonly int[] NotHttp = [0, 400, 404, 405, 411, 413, 414, 417, 431, 501, 505];

    [Test]
    public async Task No_bad_request_makes_the_server_fail_or_change_anything()
    {
        string id = await NewPatientAsync();
        var fuzz = new RequestFuzz(Seed, id);
        var requests = Enumerable.Range(0, Requests).Select(_ => fuzz.Next()).ToArray();
        var faults = new ConcurrentBag<string>();
        int outcomes = 0;
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, _) =>
        {
            var answer = await RawHttp.SendAsync(Server.BaseUrl, request.Head, request.Body);
            if (Fault(request.Head, answer) is { } fault)
                faults.Add($"{fault}: {Shown(request)} -> {answer.Status} {answer.Body}");
            if (answer.ReachedTheServer && answer.Status >= 400)
                Interlocked.Increment(ref outcomes);
        });

        Assert.That(faults.Take(10), Is.Empty, $"{faults.Count} of {Requests}, seed {Seed}");
        Assert.That(outcomes, Is.GreaterThan(Requests / 2), "most requests must get as far as the server itself");
        var history = await Http.FetchAsync("_history");
        Assert.That(history.EntryVersions, Is.EqualTo(new[] { $"Patient/{id}/1" }), $"seed {Seed}");
    }

    private static string? Fault(string head, RawAnswer answer)
    {
        if (!answer.ReachedTheServer)
            return NotHttp.Contains(answer.Status) ? null : "an answer from nowhere";
        if (answer.Status >= 500)
            return "a failure";
        bool bodiless = head.StartsWith("HEAD ", StringComparison.Ordinal);
        return answer.Status >= 400 && !bodiless && !answer.Body.Contains("OperationOutcome", StringComparison.Ordinal) ? "no outcome" : null;
    }

    private static string Shown((string Head, byte[] Body) request)
    {
        string all = request.Head + " | " + System.Text.Encoding.Latin1.GetString(request.Body);
        return all.Length > 600 ? all[..600] + "…" : all;
    }
}
