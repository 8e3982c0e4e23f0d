using FhirHub.Engine.Access;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional;

/// <summary>Puts into the store what nobody could write: as what was written under other rules.</summary>
internal static class Unguarded
{
    public static async Task WriteAsync(TestServer server, IEnumerable<string> resources)
    {
        var writes = resources
            .Select((json, i) => PlannedWrites.Create(FhirJsonReader.Read(System.Text.Encoding.UTF8.GetBytes(json), new ReadLimits()).Resource!, null) with { Index = i, IsJudged = false, IsGuarded = false })
            .ToList();
        await server.Services.GetRequiredService<TransactionRunner>().RunAsync(
            Caller.Open, writes, new ReadLimits(), new TransactionSteps<TransactionResult>((result, _) => Task.FromResult(result)), CancellationToken.None);
    }
}
