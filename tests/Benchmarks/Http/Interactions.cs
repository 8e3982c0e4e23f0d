using FhirHub.Benchmarks.Load;

namespace FhirHub.Benchmarks.Http;

/// <summary>The interactions that are measured, each beside its baselines.</summary>
internal sealed class Interactions(HttpConnections fhir, HttpConnections bareEndpoint, BareDriver driver)
{
    /// <summary>Resources to read and update; each client has its own share of them.</summary>
    public const int Resources = 1024;

    /// <summary>The most clients that can work without meeting at one resource.</summary>
    public const int MaxClients = 64;

    public static readonly string[] Ids = [.. Enumerable.Range(0, Resources).Select(i => $"bench-{i}")];

    private static readonly byte[][] Reads = [.. Ids.Select(id => HttpConnection.Get($"/fhir/Patient/{id}"))];
    private static readonly byte[][] BareReads = [.. Ids.Select(id => HttpConnection.Get($"/Patient/{id}"))];
    private static readonly byte[][] Updates = [.. Ids.Select((id, i) => HttpConnection.Send("PUT", $"/fhir/Patient/{id}", SampleResources.Patient(id, i + 1)))];
    private static readonly byte[][] Creates = [.. Ids.Select((_, i) => HttpConnection.Send("POST", "/fhir/Patient", SampleResources.Patient(null, i)))];
    private static readonly byte[][] Histories = [.. Ids.Select(id => HttpConnection.Get($"/fhir/Patient/{id}/_history"))];
    private static readonly byte[] TypeHistory = HttpConnection.Get("/fhir/Patient/_history?_count=50");

    public IReadOnlyList<Comparison> All() =>
    [
        new("read",
        [
            fhir.Variant("FhirHub", 200, (c, t) => Reads[Own(c, t)]),
            new("driver find", (c, t, token) => driver.FindAsync(Ids[Own(c, t)], token)),
            bareEndpoint.Variant("bare endpoint", 200, (c, t) => BareReads[Own(c, t)]),
        ]),
        new("create",
        [
            fhir.Variant("FhirHub", 201, (c, t) => Creates[Own(c, t)]),
            new("driver insert, same document and indexes", (c, t, token) => driver.InsertIndexedAsync(t, token)),
            new("driver insert, same document, no index", (c, t, token) => driver.InsertBareAsync(t, token)),
        ]),
        new("update",
        [
            fhir.Variant("FhirHub", 200, (c, t) => Updates[Own(c, t)]),
            new("driver find + transaction", (c, t, token) => driver.ReplaceWithHistoryAsync(Ids[Own(c, t)], t, token)),
            new("driver replace alone", (c, t, token) => driver.ReplaceAsync(Ids[Own(c, t)], t, token)),
        ]),
        new("history, instance",
        [
            fhir.Variant("FhirHub", 200, (c, t) => Histories[Own(c, t)]),
            new("driver, two finds", (c, t, token) => driver.InstanceHistoryAsync(Ids[Own(c, t)], token)),
        ]),
        new("history, type, 50 rows",
        [
            fhir.Variant("FhirHub", 200, (_, _) => TypeHistory),
            new("driver, two finds", (_, _, token) => driver.TypeHistoryAsync(token)),
        ]),
    ];

    /// <summary>Puts every resource three times, so that each has a history.</summary>
    public static async Task SeedAsync(HttpConnections fhir, CancellationToken cancellationToken)
    {
        await Parallel.ForAsync(0, MaxClients, cancellationToken, async (client, token) =>
        {
            for (int version = 1; version <= 3; version++)
            {
                var put = fhir.Expecting(version == 1 ? 201 : 200, (c, t) => Updates[Own(c, t)]);
                for (int turn = 0; turn < Resources / MaxClients; turn++)
                {
                    if (!await put(client, turn, token))
                        throw new InvalidOperationException("The server refused a resource of the benchmark.");
                }
            }
        });
    }

    private static int Own(int client, int turn) => client + MaxClients * (turn % (Resources / MaxClients));
}
