using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>Counts the referrals of an institution in a month: what it sent, and how it answered what it received.</summary>
internal sealed class ReferralTally
{
    private static readonly string[] Ways = ["up", "down", "across", "collaboration"];
    private readonly Dictionary<string, int> _counts = [];
    private readonly List<double> _answerHours = [];
    private readonly List<double> _turnaroundHours = [];
    private int _accepted;
    private int _rejected;

    public void AddSent(ServiceRequest request) => Count("sent-" + WayOf(request));

    public void AddReceived(FhirTask task, ServiceRequest request)
    {
        Count("received-" + WayOf(request));
        var state = ReferralStates.Find(task.BusinessStatus);
        if (task.AuthoredOnElement is not { } authored || !authored.TryToDateTimeOffset(out var begun))
            return;
        if (TimeOf(task, "answered") is { } answered)
        {
            _answerHours.Add((answered - begun).TotalHours);
            if (state == ReferralState.Rejected)
                _rejected++;
            else
                _accepted++;
        }

        if (state == ReferralState.Completed && task.ExecutionPeriod?.EndElement is { } end && end.TryToDateTimeOffset(out var ended))
            _turnaroundHours.Add((ended - begun).TotalHours);
    }

    /// <summary>A group for each indicator.</summary>
    public IEnumerable<MeasureReport.GroupComponent> Groups()
    {
        foreach (string code in Ways.Select(w => "sent-" + w).Concat(Ways.Select(w => "received-" + w)))
            yield return Group(code, Population("initial-population", _counts.GetValueOrDefault(code)));
        int answered = _accepted + _rejected;
        var acceptance = Group("acceptance", Population("denominator", answered), Population("numerator", _accepted));
        if (answered > 0)
            acceptance.MeasureScore = new Quantity(Math.Round(100m * _accepted / answered, 2), "%");
        yield return acceptance;
        yield return Median("answer-hours", _answerHours);
        yield return Median("turnaround-hours", _turnaroundHours);
    }

    private static MeasureReport.GroupComponent Median(string code, List<double> hours)
    {
        var group = Group(code, Population("measure-population", hours.Count));
        if (hours.Count == 0)
            return group;
        var sorted = hours.Order().ToList();
        double median = (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        group.MeasureScore = new Quantity(Math.Round((decimal)median, 2), "h");
        return group;
    }

    private static MeasureReport.GroupComponent Group(string code, params MeasureReport.PopulationComponent[] populations) =>
        new() { Code = new CodeableConcept(ReferralCodes.Indicators, code), Population = [.. populations] };

    private static MeasureReport.PopulationComponent Population(string code, int count) =>
        new() { Code = new CodeableConcept("http://terminology.hl7.org/CodeSystem/measure-population", code), Count = count };

    private static string WayOf(ServiceRequest request) =>
        ReferralCodes.KindOf(request) == ReferralCodes.Referral ? ReferralCodes.DirectionOf(request) ?? ReferralCodes.Across : "collaboration";

    private static DateTimeOffset? TimeOf(FhirTask task, string type) =>
        task.Output.FirstOrDefault(o => o.Type.Coding.Any(c => c.System == ReferralCodes.Data && c.Code == type))?.Value is FhirDateTime time && time.TryToDateTimeOffset(out var exact)
            ? exact
            : null;

    private void Count(string code) => _counts[code] = _counts.GetValueOrDefault(code) + 1;
}
