using FhirHub.Samples.Clinical;
using FhirHub.Samples.Places;

namespace FhirHub.Samples.Province;

/// <summary>What the shape of a script does not say: that what it names is there.</summary>
internal static class ProvinceScriptCheck
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static IEnumerable<string> FaultsOf(ProvinceScript script) =>
        [.. OfNumbers(script), .. OfInstitutions(script), .. OfSessions(script), .. OfResults(script), .. script.Referrals.SelectMany(r => OfReferral(script, r))];

    private static IEnumerable<string> OfNumbers(ProvinceScript script)
    {
        if (script.Residents is < 1 or > ProvinceOptions.MaxResidents)
            yield return $"residents lies between 1 and {ProvinceOptions.MaxResidents}.";
        if (script.Days is < ProvinceOptions.MinDays or > ProvinceOptions.MaxDays)
            yield return $"days lies between {ProvinceOptions.MinDays} and {ProvinceOptions.MaxDays}.";
        if (script.Prefix.Length is 0 or > 8 || !script.Prefix.All(char.IsAsciiLetterLower))
            yield return "prefix has 1 to 8 small letters.";
        foreach (var card in script.Cards.Where(c => c.Digits is < 6 or > 18))
            yield return $"cards: {card.Kind} has 6 to 18 digits.";
    }

    private static IEnumerable<string> OfInstitutions(ProvinceScript script)
    {
        foreach (string key in script.Institutions.CountBy(i => i.Key).Where(c => c.Value > 1).Select(c => c.Key))
            yield return $"Two lines of institutions have the key '{key}'.";
        foreach (var line in script.Institutions)
        {
            if (line.Count < 1 || line.Doctors < 1 || line.Departments.Count == 0)
                yield return $"{line.Key} has a count, doctors and departments.";
            if (!Counties.All.Any(c => c.Code == line.Division))
                yield return $"{line.Key}: no county {line.Division} is known.";
            if (!script.Templates.TryGetValue(line.Level, out var templates) || templates.Count == 0)
                yield return $"{line.Key}: there is no template for the level {line.Level}.";
            foreach (string department in line.Departments.Where(d => !script.Departments.ContainsKey(d)))
                yield return $"{line.Key}: departments has no {department}.";
        }

        if (!script.Institutions.Any(i => i.Level is "primary" or "village-clinic"))
            yield return "Residents live where there is an institution of primary care: there is none.";
        foreach (string key in script.Alliances.SelectMany(a => a.Members.Prepend(a.Lead)).Where(k => Of(script, k) is null))
            yield return $"alliances: there is no institution '{key}'.";
    }

    private static IEnumerable<string> OfSessions(ProvinceScript script)
    {
        var sessions = script.Templates.Values.SelectMany(t => t).SelectMany(t => t).Concat(script.Duty.Sessions);
        foreach (var session in sessions.Where(s => !Days.Contains(s.Day) || s.Start >= s.End || s.Minutes < 1 || s.Minutes > (s.End - s.Start).TotalMinutes))
            yield return $"A session of {session.Day} from {session.Start:HH\\:mm} to {session.End:HH\\:mm} with sources of {session.Minutes} minutes cannot be.";
    }

    private static IEnumerable<string> OfResults(ProvinceScript script)
    {
        foreach (var line in script.Results)
        {
            if (!Examinations.IsKnown(line.What))
                yield return $"results '{line.Name}': no panel or examination {line.What} is known.";
            foreach (string key in new[] { line.By, line.Use?.Requester ?? line.By }.Where(k => Of(script, k) is null))
                yield return $"results '{line.Name}': there is no institution '{key}'.";
            if (line.Use is { Step: not ("recognize" or "refuse-recognition") })
                yield return $"results '{line.Name}': a use is recognize or refuse-recognition.";
            if (line.Use is { Step: "refuse-recognition", Reason: null })
                yield return $"results '{line.Name}': a refusal has a reason.";
        }
    }

    private static IEnumerable<string> OfReferral(ProvinceScript script, ReferralLine line)
    {
        foreach (string key in new[] { line.From, line.To }.Where(k => Of(script, k) is null))
            yield return $"referrals '{line.Name}': there is no institution '{key}'.";
        if (Of(script, line.To) is { } to && !to.Departments.Contains(line.Department))
            yield return $"referrals '{line.Name}': {line.To} has no department {line.Department}.";
        var states = line.Steps.Select(ReferralPath.StateAfter).ToList();
        if (states.Contains(null) || line.Steps is [not "submit", ..])
            yield return $"referrals '{line.Name}': steps begin with submit, and are: {string.Join(", ", ReferralPath.Steps)}.";
        if (states.Distinct().Count() != states.Count)
            yield return $"referrals '{line.Name}': a state comes up twice, so that nobody could tell how far it is.";
        if (line.Direction == "down" && line.Steps.Count == 0)
            yield return $"referrals '{line.Name}': a referral down begins with its submission.";
        if (line.Report is { } report && !Examinations.IsKnown(report))
            yield return $"referrals '{line.Name}': no panel or examination {report} is known.";
        if (line.Steps.Contains("schedule") && line.Place is not ("slot" or "bed"))
            yield return $"referrals '{line.Name}': place is slot or bed.";
    }

    private static InstitutionLine? Of(ProvinceScript script, string key) => script.Institutions.FirstOrDefault(i => i.Key == key);
}
