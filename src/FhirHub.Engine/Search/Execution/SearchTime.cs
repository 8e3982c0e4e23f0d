using FhirHub.Engine.Errors;
using MongoDB.Driver;

namespace FhirHub.Engine.Search.Execution;

/// <summary>How long a search may take, and on what its time goes.</summary>
internal sealed class SearchTime(TimeProvider time, TimeSpan limit)
{
    private readonly long _started = time.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TimeSpan> _spent = new(StringComparer.Ordinal);

    /// <summary>How the search finds its rows; null until that is known.</summary>
    public QueryPlan? Plan { get; set; }

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What is left of the time.</summary>
    /// <exception cref="FhirException">Transient, <c>search-too-long</c>: nothing.</exception>
    public TimeSpan Left => limit - time.GetElapsedTime(_started) is { Ticks: > 0 } left ? left : throw TooLong();

    /// <summary>Runs a query; the database stops it when the search's time is up.</summary>
    /// <param name="purpose">In words.</param>
    /// <param name="query">Is told how long it may take.</param>
    public async Task<T> Within<T>(string purpose, Func<TimeSpan, Task<T>> query)
    {
        long began = time.GetTimestamp();
        try
        {
            try
            {
                return await query(Left);
            }
            finally
            {
                Spend(purpose, time.GetElapsedTime(began));
            }
        }
        catch (Exception e) when (e is MongoExecutionTimeoutException or MongoCommandException { Code: 50 })
        {
            throw TooLong(e);
        }
    }

    private void Spend(string purpose, TimeSpan spent)
    {
        lock (_gate)
            _spent[purpose] = _spent.GetValueOrDefault(purpose) + spent;
    }

    private FhirException TooLong(Exception? cause = null) => new(
        FaultKind.Transient, [Issue.Error("too-costly", "search-too-long", $"The search was stopped after {limit.TotalSeconds:0.#} s{Slowest()}.{PlanWords.Of(Plan)} {Hint}")], cause);

    private const string Hint = "Add a condition that an index can narrow it by, such as an identifier, a patient, a code, a beginning of a name, or a period "
        + "of _lastUpdated; _explain=true shows how it is run.";

    private string Slowest()
    {
        lock (_gate)
            return _spent.Count == 0 ? "" : $", most of it spent on: {_spent.MaxBy(s => s.Value).Key}";
    }
}
