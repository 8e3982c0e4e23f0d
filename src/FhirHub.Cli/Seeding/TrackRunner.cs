using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Samples;
using FhirHub.Samples.Province;

namespace FhirHub.Cli.Seeding;

/// <summary>Runs tracks of a province against a server. Run again, one finds what is there, and goes on behind it.</summary>
internal sealed class TrackRunner(SeedServer server, string province, Variables shared, SeedTally tally)
{
    private const int IdsOfAQuestion = 80;
    private const string OrganizationHeader = "X-FhirHub-Organization";

    /// <exception cref="SeedException">The server does not answer, or refuses what is no rule.</exception>
    public async Task RunAsync(ProvinceTrack track, CancellationToken cancellationToken)
    {
        var variables = shared.OfTrack();
        if (await PutAsync(track, variables, cancellationToken))
            await CallAsync(track, variables, cancellationToken);
    }

    /// <summary>False where a resource is about what is not there.</summary>
    private async Task<bool> PutAsync(ProvinceTrack track, Variables variables, CancellationToken cancellationToken)
    {
        if (track.Resources.Count == 0)
            return true;
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in track.Resources.GroupBy(r => r.Type))
        {
            foreach (var chunk in type.Chunk(IdsOfAQuestion))
                there.UnionWith(await FindAsync(type.Key, chunk, cancellationToken));
        }

        var missing = track.Resources.Where(r => !there.Contains($"{r.Type}/{r.Id}")).ToList();
        if (missing.Count == 0)
            return true;
        if (TransactionOf(missing, variables) is not { } transaction)
        {
            tally.LeaveOut();
            return false;
        }

        var answer = await server.PostAsync("", transaction, SeedServer.FhirJson, [("Prefer", "return=minimal")], isRepeatable: true, cancellationToken);
        if (!answer.IsSuccess)
            throw new SeedException($"The server refused {track.Name}, a transaction of {missing.Count} resources: {answer.Said}");
        tally.Write(missing.Count);
        return true;
    }

    private async Task<IEnumerable<string>> FindAsync(string type, SampleResource[] resources, CancellationToken cancellationToken)
    {
        string ids = string.Join(',', resources.Select(r => r.Id));
        string path = string.Create(CultureInfo.InvariantCulture, $"{type}?_id={ids}&_elements=id&_count={IdsOfAQuestion}");
        var answer = await server.GetAsync(path, cancellationToken);
        if (!answer.IsSuccess)
            throw new SeedException($"The server refused to search for {type}: {answer.Said}");
        return answer.Body?["entry"] is JsonArray entries ? entries.Select(e => $"{type}/{(string?)e?["resource"]?["id"]}") : [];
    }

    /// <summary>Null where a resource names what is not there.</summary>
    private byte[]? TransactionOf(List<SampleResource> resources, Variables variables)
    {
        var text = new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[");
        foreach (var resource in resources)
        {
            if (variables.Fill(Encoding.UTF8.GetString(resource.Json.Span)) is not { } json)
                return null;
            string key = $"{resource.Type}/{resource.Id}";
            text.Append(text[^1] == '[' ? "" : ",").Append(CultureInfo.InvariantCulture, $"{{\"fullUrl\":\"{server.Root}{key}\",\"resource\":{json},\"request\":{{\"method\":\"PUT\",\"url\":\"{key}\"}}}}");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    private async Task CallAsync(ProvinceTrack track, Variables variables, CancellationToken cancellationToken)
    {
        for (int i = 0; i < track.Calls.Count; i++)
        {
            var call = track.Calls[i];
            if (await AskAsync(track, call, variables, cancellationToken) is not { } answer)
                return;
            string? state = null;
            foreach (var capture in call.Captures)
            {
                string? value = AnswerPath.Find(answer.Body, capture.Path);
                if (value is null && capture.IsRequired)
                {
                    tally.LeaveOut();
                    return;
                }

                if (value is not null)
                    variables.Set(capture.Variable, value, capture.IsShared);
                if (capture.Variable == ProvinceCapture.State)
                    state = value;
            }

            // So far it is: the next call is that behind the last one that leads there. From elsewhere, nobody knows the way.
            if (state is not null)
                i = Behind(track, i, state);
        }
    }

    private static int Behind(ProvinceTrack track, int index, string state)
    {
        int last = track.Calls.Count - 1;
        while (last > index && track.Calls[last].Reaches != state)
            last--;
        return last > index ? last : track.Calls.Count;
    }

    /// <returns>Null where the track ends: a rule refused, or what the call is about is not there.</returns>
    private async Task<SeedAnswer?> AskAsync(ProvinceTrack track, ProvinceCall call, Variables variables, CancellationToken cancellationToken)
    {
        if (variables.Fill(call.Path) is not { } path || variables.Fill(call.Body) is not { } body)
        {
            tally.LeaveOut();
            return null;
        }

        var answer = call.IsQuestion
            ? await server.GetAsync(path.Replace("|", "%7C", StringComparison.Ordinal), cancellationToken)
            : await server.PostAsync(
                path, body, SeedServer.FhirJson, [(OrganizationHeader, call.Organization), ("Idempotency-Key", KeyOf(track, call, path, body))], isRepeatable: true, cancellationToken);
        if (answer.IsSuccess)
            return answer;
        if (answer.Rules.Count == 0)
            throw new SeedException($"The server refused {track.Name}, {call.Name} ({path}): {answer.Said}");
        tally.Refuse($"{track.Name}, {call.Name}", answer);
        return null;
    }

    /// <summary>The same for the same step of the same province; another where something of it differs.</summary>
    private string KeyOf(ProvinceTrack track, ProvinceCall call, string path, byte[] body)
    {
        byte[] digest = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{path}\n{call.Organization}\n"), .. body]);
        return $"{province}/{track.Name}/{call.Name}/{Convert.ToHexStringLower(digest)[..24]}";
    }
}
