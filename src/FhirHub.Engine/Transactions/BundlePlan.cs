using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;

namespace FhirHub.Engine.Transactions;

/// <summary>A batch or transaction, understood before anything is done: https://hl7.org/fhir/R4/http.html#transaction.</summary>
public sealed class BundlePlan
{
    private BundlePlan(bool isTransaction, IReadOnlyList<PlannedEntry> entries)
    {
        IsTransaction = isTransaction;
        Entries = entries;
    }

    /// <summary>All or nothing; otherwise each entry for itself.</summary>
    public bool IsTransaction { get; }

    /// <summary>In the order of the Bundle. Those of a transaction have no faults: the first would have failed the whole.</summary>
    public IReadOnlyList<PlannedEntry> Entries { get; }

    /// <summary>The writes of a transaction, in the order in which they are processed: DELETE, POST, PUT and PATCH.</summary>
    public IReadOnlyList<TransactionWrite> Writes => [.. Entries.Select(e => e.Write).OfType<TransactionWrite>().OrderBy(Rank)];

    /// <param name="json">The body in UTF-8.</param>
    /// <param name="hasPositions">Whether lines and columns mean something to the client: not where XML became JSON.</param>
    /// <param name="settings">Surroundings.</param>
    /// <exception cref="FhirException">Invalid: no Bundle of these two types, or, in a transaction, faults in any entry, all of them.</exception>
    public static BundlePlan Read(ReadOnlyMemory<byte> json, bool hasPositions, PlanSettings settings)
    {
        var body = BundleReader.Read(json, hasPositions, settings.ReadLimits);
        bool isTransaction = body.Type == "transaction";
        if (!isTransaction && body.Type != "batch")
            throw WrongType(body);
        if (body.HasTotal)
            throw FhirException.Invalid("bundle-total", "Only searches and histories have a total.", "Bundle.total");
        if (body.Entries.Count > settings.MaxEntries)
        {
            throw FhirException.TooLarge(
                "too-many-entries",
                string.Create(CultureInfo.InvariantCulture, $"The Bundle has {body.Entries.Count} entries; the limit of this server is {settings.MaxEntries}."));
        }

        var faults = FaultsByEntry(body);
        var urls = isTransaction ? UrlsOf(body, faults) : new FullUrls();
        var planner = new EntryPlanner(body, settings, urls, isTransaction);
        int most = settings.ReadLimits.MaxIssues, issues = 0;
        var entries = new List<PlannedEntry>();
        foreach (var entry in body.Entries)
        {
            var planned = faults.TryGetValue(entry.Index, out var own) ? Faulty(entry, own) : planner.Plan(entry);
            entries.Add(planned);
            issues += planned.Fault?.Issues.Count ?? 0;
            // What is refused anyway needs no further faults.
            if (isTransaction && issues > most)
                break;
        }

        if (isTransaction)
            RequireNoFault([.. CheckRepeats(entries)], most);
        return new BundlePlan(isTransaction, entries);
    }

    private static FhirException WrongType(BundleBody body)
    {
        if (body.Faults.Count > 0)
            return FhirException.Invalid(body.Faults);
        return FhirException.NotSupported(
            "bundle-type", $"A Bundle of type '{body.Type}' is neither a batch nor a transaction. To store it, POST it to Bundle.");
    }

    /// <summary>Faults of the Bundle's own structure, by the entry that they are in.</summary>
    /// <exception cref="FhirException">Invalid: some are in no entry.</exception>
    private static Dictionary<int, List<Issue>> FaultsByEntry(BundleBody body)
    {
        var byEntry = new Dictionary<int, List<Issue>>();
        foreach (var fault in body.Faults)
        {
            int owner = OwnerOf(fault);
            if (owner < 0 || owner >= body.Entries.Count)
                throw FhirException.Invalid(body.Faults);
            if (!byEntry.TryGetValue(owner, out var own))
                byEntry[owner] = own = [];
            own.Add(fault);
        }

        return byEntry;
    }

    /// <summary>Index of the entry that a fault of the Bundle is in; -1 for none.</summary>
    private static int OwnerOf(Issue fault)
    {
        const string Entry = "Bundle.entry[";
        if (fault.Expression is not { } path || !path.StartsWith(Entry, StringComparison.Ordinal))
            return -1;
        int end = path.IndexOf(']', StringComparison.Ordinal);
        return end > 0 && int.TryParse(path.AsSpan(Entry.Length..end), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1;
    }

    private static PlannedEntry Faulty(RawEntry entry, IReadOnlyList<Issue> issues) =>
        new() { Index = entry.Index, Path = entry.Path, Method = entry.Method ?? string.Empty, Fault = FhirException.Invalid(issues) };

    /// <summary>The identities of what the transaction writes; what it deletes or reads is no target of links.</summary>
    private static FullUrls UrlsOf(BundleBody body, Dictionary<int, List<Issue>> faults)
    {
        var urls = new FullUrls();
        foreach (var entry in body.Entries.Where(e => e.FullUrl is not null && e.Method is "POST" or "PUT" or "PATCH"))
        {
            if (!urls.Add(entry.FullUrl!, entry.Index))
                faults.TryAdd(entry.Index, [Issue.Error("invariant", "fullurl-repeated", $"Another entry has the fullUrl '{entry.FullUrl}' too.", entry.Path + ".fullUrl")]);
        }

        return urls;
    }

    /// <summary>Names entries that are about a resource that an earlier one is about; conditions are told apart when they are matched.</summary>
    private static IEnumerable<PlannedEntry> CheckRepeats(IEnumerable<PlannedEntry> entries)
    {
        var owners = new Dictionary<ResourceKey, PlannedEntry>();
        foreach (var entry in entries)
        {
            if (entry.Write is { Key: { } key, Criteria: null } && !owners.TryAdd(key, entry))
                yield return entry with { Fault = EntryFault.In(entry.Path, Repeated(key, owners[key]), ".request.url") };
            else
                yield return entry;
        }
    }

    private static FhirException Repeated(ResourceKey key, PlannedEntry first) =>
        FhirException.Invalid("resource-repeated", $"{key} is written by {first.Path} too; a transaction may write a resource once.");

    /// <summary>All faults of a transaction at once, up to a limit; the first decides of which kind they are.</summary>
    private static void RequireNoFault(IReadOnlyList<PlannedEntry> entries, int most)
    {
        FhirException[] faults = [.. entries.Select(e => e.Fault).OfType<FhirException>()];
        if (faults.Length == 0)
            return;
        List<Issue> issues = [.. faults.SelectMany(f => f.Issues).Take(most + 1)];
        if (issues.Count > most)
            issues[most] = Issue.Error("too-long", "too-many-faults", $"There are more than {most} faults: reading stopped here.");
        throw new FhirException(faults[0].Kind, issues);
    }

    private static int Rank(TransactionWrite write) => write.Method switch
    {
        "DELETE" => 0,
        "POST" => 1,
        _ => 2,
    };
}
