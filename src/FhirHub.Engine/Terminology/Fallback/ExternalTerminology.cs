using System.Net.Http.Headers;
using System.Text.Json;
using FhirHub.Engine.Terminology.Codes;
using FhirHub.Engine.Terminology.Operations;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Fallback;

/// <summary>Asks another terminology server over HTTP. After a failure it is left alone for a while, so that nobody waits for it again and again.</summary>
public sealed class ExternalTerminology(FallbackOptions options, HttpClient http, TimeProvider time) : ITerminologyFallback
{
    private const string FhirJson = "application/fhir+json";

    /// <summary>Characters of questions that are remembered.</summary>
    private const int MostRemembered = 4_000_000;

    /// <summary>An answer's largest size in bytes.</summary>
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Characters of a display in an answer that is remembered.</summary>
    private const int LongestDisplay = 1000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly RememberedAnswers<Remembered> _remembered = new(MostRemembered);
    private long _failedAt = long.MinValue;

    public bool IsConfigured => true;

    public async ValueTask<CodeAnswer?> ValidateAsync(CodeQuestion question, CancellationToken cancellationToken)
    {
        if (_remembered.Find(question) is { } known && time.GetElapsedTime(known.At) < Lifetime)
            return known.Answer;
        bool isOfSystem = question.ValueSet is null;
        var given = new List<OperationArgument>();
        Add(given, "url", question.ValueSet ?? question.System);
        Add(given, "code", question.Code);
        Add(given, "system", isOfSystem ? null : question.System);
        Add(given, isOfSystem ? "version" : "systemVersion", question.Version);
        var answer = await AskAsync(
            isOfSystem ? ValidateCodeOperation.InSystemPath : ValidateCodeOperation.InSetPath, new OperationArguments(given).ToParameters(), cancellationToken);
        if (answer.Json is not { } json || Read(json, isOfSystem) is not { } verdict)
            return null;
        // Its text is not ours to bound.
        if (verdict.Display is not { Length: > LongestDisplay })
            _remembered.Keep(question, new Remembered(verdict, time.GetTimestamp()));
        return verdict;
    }

    public async ValueTask<FallbackAnswer> AskAsync(string path, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        long failed = Volatile.Read(ref _failedAt);
        if (failed != long.MinValue && time.GetElapsedTime(failed) < options.Pause)
            return new FallbackAnswer(null, $"The terminology server {options.BaseUrl} failed a moment ago, and is left alone for {options.Pause.TotalSeconds} s.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            return await SendAsync(path, parameters, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"did not answer within {options.Timeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            return Failed($"cannot be asked: {e.Message}");
        }
    }

    private async Task<FallbackAnswer> SendAsync(string path, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.BaseUrl.ToString().TrimEnd('/')}/{path}");
        request.Content = new ReadOnlyMemoryContent(parameters);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(FhirJson);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(FhirJson));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if ((int)response.StatusCode >= 500)
            return Failed($"answered {(int)response.StatusCode}");
        using var json = JsonDocument.Parse(body);
        if (response.IsSuccessStatusCode)
            return new FallbackAnswer(body, null);
        string? said = json.RootElement.List("issue").Select(i => i.Text("diagnostics") ?? i.Member("details")?.Text("text")).FirstOrDefault(t => t is not null);
        return new FallbackAnswer(null, $"The terminology server {options.BaseUrl} answered {(int)response.StatusCode}{(said is null ? "" : ": " + said)}");
    }

    private FallbackAnswer Failed(string how)
    {
        Volatile.Write(ref _failedAt, time.GetTimestamp());
        return new FallbackAnswer(null, $"The terminology server {options.BaseUrl} {how}.");
    }

    /// <summary>Null where the answer is not one of the code's being right or wrong.</summary>
    private static CodeAnswer? Read(ReadOnlyMemory<byte> answer, bool isOfSystem)
    {
        using var json = JsonDocument.Parse(answer);
        JsonElement[] parameters = [.. json.RootElement.List("parameter")];
        // Some say "wrong" of what they do not know, and name the reason beside.
        if (parameters.Any(p => p.Text("name") == "x-caused-by-unknown-system"))
            return null;
        if (parameters.FirstOrDefault(p => p.Text("name") == "result") is not { ValueKind: JsonValueKind.Object } result)
            return null;
        return result.Flag("valueBoolean")
            ? new CodeAnswer(CodeVerdict.Valid) { Display = parameters.Where(p => p.Text("name") == "display").Select(p => p.Text("valueString")).FirstOrDefault() }
            : new CodeAnswer(isOfSystem ? CodeVerdict.NotInSystem : CodeVerdict.NotInValueSet);
    }

    private static void Add(List<OperationArgument> given, string name, string? value)
    {
        if (value is not null)
            given.Add(new OperationArgument(name, JsonSerializer.SerializeToElement(value), null));
    }

    private sealed record Remembered(CodeAnswer Answer, long At);
}
