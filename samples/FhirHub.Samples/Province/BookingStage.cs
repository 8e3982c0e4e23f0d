using System.Globalization;
using System.Text.Json.Nodes;

namespace FhirHub.Samples.Province;

/// <summary>Appointments: of signed residents at a hospital, by their community; of others in primary care. Some are cancelled.</summary>
internal sealed class BookingStage(ProvinceScript script, Cast cast, SourceDesk desk)
{
    public ProvinceStage Stage()
    {
        var tracks = AtHospitals().Concat(InCommunities()).ToList();
        return new ProvinceStage("Appointments", "appointments", tracks.Count, tracks);
    }

    private IEnumerable<ProvinceTrack> AtHospitals()
    {
        var hospitals = cast.Institutions.Where(i => !i.IsPrimary).ToList();
        int wanted = ShareOf(script.Bookings.HospitalPerMille), turn = 0;
        // The first residents have the referrals.
        foreach (var resident in cast.Residents.Reverse().Where(r => r.IsSigned).Take(wanted))
        {
            turn++;
            if (hospitals.Count > 0 && SourceOf(hospitals[turn % hospitals.Count], turn / hospitals.Count) is { } source)
                yield return TrackOf(resident, source, turn);
        }
    }

    private IEnumerable<ProvinceTrack> InCommunities()
    {
        int wanted = ShareOf(script.Bookings.CommunityPerMille), turn = 0;
        foreach (var resident in cast.Residents.Reverse().Where(r => !r.IsSigned).Take(wanted))
        {
            turn++;
            if (desk.Later(resident.FamilyDoctor) is { } source)
                yield return TrackOf(resident, source, turn);
        }
    }

    private string? SourceOf(CastInstitution hospital, int turn)
    {
        var doctors = hospital.Doctors.FindAll(d => !d.IsOnDuty);
        return doctors.Count == 0 ? null : desk.Later(doctors[turn % doctors.Count]);
    }

    private int ShareOf(int perMille) => cast.Residents.Count * perMille / 1000;

    private ProvinceTrack TrackOf(CastResident resident, string source, int turn)
    {
        string by = resident.Community.Reference;
        bool cancels = turn * script.Bookings.CancelledPerMille / 1000 > (turn - 1) * script.Bookings.CancelledPerMille / 1000;
        return new ProvinceTrack
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"booking-{resident.Number}"),
            Calls =
            [
                FindSource(source),
                new ProvinceCall
                {
                    Name = "look",
                    Path = $"Appointment?slot=Slot/@slot@&patient={resident.Reference}&_sort=-_lastUpdated&_count=1",
                    Captures = [new("appointment", "entry[Appointment].resource.id"), new(ProvinceCapture.State, "entry[Appointment].resource.status")],
                },
                new ProvinceCall
                {
                    Name = "book",
                    Path = "Appointment/$book",
                    Organization = by,
                    Body = Nodes.Parameters(Nodes.Points("slot", "Slot/@slot@"), Nodes.Points("patient", resident.Reference)),
                    Captures = [new("appointment", "id") { IsRequired = true }],
                    Reaches = "booked",
                },
                .. cancels ? [Cancel(by)] : Array.Empty<ProvinceCall>(),
            ],
        };
    }

    /// <summary>The id of a source that is known by its number.</summary>
    public static ProvinceCall FindSource(string number) => new()
    {
        Name = "source",
        Path = $"Slot?identifier={Cn.SourceNumbers}|{number}&_elements=id",
        Captures = [new("slot", "entry[Slot].resource.id") { IsRequired = true }],
    };

    private static ProvinceCall Cancel(string by) => new()
    {
        Name = "cancel",
        Path = "Appointment/@appointment@/$cancel",
        Organization = by,
        Body = Nodes.Parameters(Nodes.Parameter("reason", "valueCodeableConcept", new JsonObject { ["text"] = "临时有事，取消就诊" })),
        Reaches = "cancelled",
    };
}
