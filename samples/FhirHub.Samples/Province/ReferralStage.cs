using System.Globalization;

namespace FhirHub.Samples.Province;

/// <summary>Referrals and remote collaborations in all their states, up and down: each a story of one resident.</summary>
internal sealed class ReferralStage(ProvinceScript script, Cast cast, SourceDesk desk, ProvinceOptions options)
{
    private readonly Dictionary<string, int> _beds = new(StringComparer.Ordinal);
    private readonly HashSet<int> _taken = [];

    public ProvinceStage Stage()
    {
        var tracks = InTurn().Take(cast.Residents.Count).Select((pair, n) => new ReferralStory(StoryOf(pair.Line, pair.Turn, n + 1), script, options).Track()).ToList();
        return new ProvinceStage("Referrals and remote collaborations", "stories", tracks.Count, tracks);
    }

    /// <summary>One of each line, then the second of each: a small province has something of everything.</summary>
    private IEnumerable<(ReferralLine Line, int Turn)> InTurn()
    {
        int most = script.Referrals.Count == 0 ? 0 : script.Referrals.Max(l => l.Count);
        return Enumerable.Range(0, most).SelectMany(turn => script.Referrals.Where(l => turn < l.Count).Select(l => (l, turn)));
    }

    private ReferralCase StoryOf(ReferralLine line, int turn, int number)
    {
        var (from, to) = (cast.Named(line.From, turn), cast.Named(line.To, turn));
        var resident = Take(line.Direction == "down" ? to : from, line.HasFamilyDoctor);
        bool isScheduled = line.Steps.Contains("schedule");
        string? bed = isScheduled && line.Place == "bed" ? BedOf(to) : null;
        var doctor = to.DoctorOf(line.Department, turn);
        return new ReferralCase
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{cast.Prefix}-referral{number}"),
            Number = string.Create(CultureInfo.InvariantCulture, $"ZZ-{cast.Prefix.ToUpperInvariant()}-{number:D5}"),
            Line = line,
            From = from,
            To = to,
            Resident = resident,
            Doctor = doctor,
            Source = isScheduled && bed is null ? SourceOf(to, doctor) : null,
            Bed = bed,
        };
    }

    /// <summary>Somebody who has no story yet: of those who live there, who signed if that is wanted, if there are.</summary>
    private CastResident Take(CastInstitution community, bool signed)
    {
        var free = cast.Residents.Where(r => !_taken.Contains(r.Number)).ToList();
        var resident = free.Find(r => r.Community == community && r.IsSigned == signed) ?? free.Find(r => r.IsSigned == signed) ?? free[0];
        _taken.Add(resident.Number);
        return resident;
    }

    /// <summary>Null when all are taken: then it is a source.</summary>
    private string? BedOf(CastInstitution hospital)
    {
        int next = _beds.GetValueOrDefault(hospital.Id);
        _beds[hospital.Id] = next + 1;
        return hospital.BedIds.ElementAtOrDefault(next);
    }

    private string SourceOf(CastInstitution institution, CastDoctor doctor) =>
        institution.Doctors.Where(d => !d.IsOnDuty && d.Department == doctor.Department).Prepend(doctor).Concat(institution.Doctors.Where(d => !d.IsOnDuty))
            .Select(desk.First).FirstOrDefault(s => s is not null)
        ?? throw new ProvinceScriptException($"In {options.Days} days {institution.Name} has no sources for all referrals that the script schedules.");
}
